package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells a job that carries no token of ours from others of its number.
 *
 * @param submittedAt null while it was PENDING
 */
public record AdoptedJob(String name, @Nullable Instant submittedAt) {}
