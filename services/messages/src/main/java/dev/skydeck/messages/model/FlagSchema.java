package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a flag whatever the tool.
 *
 * @param type STRING, INTEGER, FLOAT, BOOLEAN or CHOICE
 * @param defaultValue as text
 * @param choices a JSON array; null when there are none
 */
public record FlagSchema(
        String name,
        String type,
        @Nullable String description,
        @Nullable String defaultValue,
        @Nullable String choices,
        @Nullable String category) {}
