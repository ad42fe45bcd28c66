/** Sweeps whose members run one after the other. */
@NullMarked
package dev.skydeck.launcher.turns;

import org.jspecify.annotations.NullMarked;
