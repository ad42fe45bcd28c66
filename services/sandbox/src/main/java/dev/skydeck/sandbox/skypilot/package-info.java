/** The SkyPilot side: routes, requests and rows, as recorded from a real server. */
@NullMarked
package dev.skydeck.sandbox.skypilot;

import org.jspecify.annotations.NullMarked;
