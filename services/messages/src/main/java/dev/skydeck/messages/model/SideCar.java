package dev.skydeck.messages.model;

/**
 * A file of numbers beside a checkpoint.
 *
 * @param uri {@code s3://bucket/key}
 * @param version what changes whenever the file does: its ETag, where the server names one
 */
public record SideCar(String uri, String version) {}
