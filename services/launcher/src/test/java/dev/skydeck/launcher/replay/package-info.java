/** Exchanges recorded from the original, sent to us: every answer is the same, or listed with the reason why not. */
@NullMarked
package dev.skydeck.launcher.replay;

import org.jspecify.annotations.NullMarked;
