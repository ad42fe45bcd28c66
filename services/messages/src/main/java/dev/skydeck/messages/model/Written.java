package dev.skydeck.messages.model;

/**
 * The answer to a write.
 *
 * @param revision the store's revision once the write was committed; it did not move when nothing changed
 */
public record Written<T>(long revision, T value) {}
