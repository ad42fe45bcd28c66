/** The routes of the original that no recorded exchange covers, on a real store. */
@NullMarked
package dev.skydeck.launcher.original;

import org.jspecify.annotations.NullMarked;
