/** Addresses that the configuration names, or makes of what is known. */
@NullMarked
package dev.skydeck.messages.links;

import org.jspecify.annotations.NullMarked;
