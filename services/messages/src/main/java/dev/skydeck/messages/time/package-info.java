/** Clocks and timers of a process. */
@NullMarked
package dev.skydeck.messages.time;

import org.jspecify.annotations.NullMarked;
