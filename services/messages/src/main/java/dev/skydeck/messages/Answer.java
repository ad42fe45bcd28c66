package dev.skydeck.messages;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a request on its way back; the bus wraps and unwraps it.
 *
 * @param request the leaf type that was asked, which tells the value's type
 * @param value null only for requests that answer {@link Void}
 */
public record Answer(Class<?> request, @Nullable Object value) implements Message {}
