/** Flags that tools describe: imported, suggested, and held against what is set. */
@NullMarked
package dev.skydeck.launcher.flags;

import org.jspecify.annotations.NullMarked;
