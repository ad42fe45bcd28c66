/** Store, SkyPilot service and reconciler in virtual time, against a simulated SkyPilot, with faults. */
@NullMarked
package dev.skydeck.simulator;

import org.jspecify.annotations.NullMarked;
