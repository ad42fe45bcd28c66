/** The command line, the configuration, and which services run in this process. Alone in knowing all of them. */
@NullMarked
package dev.skydeck.launcher;

import org.jspecify.annotations.NullMarked;
