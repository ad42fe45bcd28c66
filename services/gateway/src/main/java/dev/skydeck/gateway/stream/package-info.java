/** Server-sent events. */
@NullMarked
package dev.skydeck.gateway.stream;

import org.jspecify.annotations.NullMarked;
