/** The SkyPilot service in the simulator. */
@NullMarked
package dev.skydeck.skypilot;

import org.jspecify.annotations.NullMarked;
