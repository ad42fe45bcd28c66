/** Ways in which a SkyPilot server, or what stands in front of it, goes wrong. For tests; no command switches them on. */
@NullMarked
package dev.skydeck.sandbox.fault;

import org.jspecify.annotations.NullMarked;
