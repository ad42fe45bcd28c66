/** The routes that the original did not have, on a real store. */
@NullMarked
package dev.skydeck.launcher.api;

import org.jspecify.annotations.NullMarked;
