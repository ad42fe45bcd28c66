/** Jobs: their states, their folders, and the processes that run them. */
@NullMarked
package dev.skydeck.sandbox.job;

import org.jspecify.annotations.NullMarked;
