/** What tools say of their flags, kept by the gateway while it is true, and the ranking of suggestions. */
@NullMarked
package dev.skydeck.gateway.flags;

import org.jspecify.annotations.NullMarked;
