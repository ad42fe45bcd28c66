/** The typed event bus: codec, request and reply, typed failures. */
@NullMarked
package dev.skydeck.messages.bus;

import org.jspecify.annotations.NullMarked;
