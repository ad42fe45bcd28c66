/** Who may do what, on a real store. */
@NullMarked
package dev.skydeck.launcher.access;

import org.jspecify.annotations.NullMarked;
