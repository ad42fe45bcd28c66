/** Decides what to do about each experiment and asks others to do it; {@link dev.skydeck.reconciler.StateTable} first. */
@NullMarked
package dev.skydeck.reconciler;

import org.jspecify.annotations.NullMarked;
