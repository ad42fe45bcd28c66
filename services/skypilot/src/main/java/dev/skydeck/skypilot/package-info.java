/** The only code that talks to SkyPilot: polls the queue, launches, cancels, looks for doubtful launches. */
@NullMarked
package dev.skydeck.skypilot;

import org.jspecify.annotations.NullMarked;
