/** Files of the original, of every age, opened by a server. */
@NullMarked
package dev.skydeck.launcher.ages;

import org.jspecify.annotations.NullMarked;
