/** What keeps an experiment from running twice whatever goes wrong outside. */
@NullMarked
package dev.skydeck.launcher.guard;

import org.jspecify.annotations.NullMarked;
