package dev.skydeck.messages.model;

import java.time.Instant;

/**
 * One condition of an experiment.
 *
 * @param reason one sentence for a person: what is the matter and what happens next
 * @param since when the store first recorded this type without a break
 */
public record Condition(ConditionType type, String reason, Instant since) {}
