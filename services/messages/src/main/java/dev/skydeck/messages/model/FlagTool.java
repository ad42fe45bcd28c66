package dev.skydeck.messages.model;

import java.time.Instant;

/**
 * A tool whose flags are known.
 *
 * @param path as experiments name it in {@code tool_path}
 * @param version stands for the definitions: another text whenever they are others
 * @param source where they came from, for a person, such as {@code import by ann}
 * @param flags how many it has
 */
public record FlagTool(String path, String version, String source, int flags, Instant writtenAt) {}
