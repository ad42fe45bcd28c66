package dev.skydeck.messages;

/**
 * A message from the wire that this process could not read, as between two versions. It stands in for the message, so
 * that its sender gets a failure at once and not silence.
 *
 * @param type its wire name
 * @param reason why, for the log and the sender
 */
public record Garbled(String type, String reason) implements Message {}
