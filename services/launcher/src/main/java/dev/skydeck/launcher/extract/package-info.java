/** Commands of a team's own that print what a tool says of its flags, run again when the tool changes. */
@NullMarked
package dev.skydeck.launcher.extract;

import org.jspecify.annotations.NullMarked;
