package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * What a tool says of one of its flags.
 *
 * @param name parts joined by dots, such as {@code trainer.lr}
 * @param nullable whether {@code null} is a value, too
 * @param defaultValue JSON as the schema has it, its numbers with their exact text; null when there is none
 * @param required whether the tool refuses to start without it
 * @param description at most 2,000 characters; null when there is none
 */
public record FlagDefinition(
        String name,
        FlagType type,
        boolean nullable,
        @Nullable String defaultValue,
        boolean required,
        @Nullable String description,
        boolean deprecated) {}
