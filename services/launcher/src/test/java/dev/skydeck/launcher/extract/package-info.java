/** Extractors, as real processes on a real store. */
@NullMarked
package dev.skydeck.launcher.extract;

import org.jspecify.annotations.NullMarked;
