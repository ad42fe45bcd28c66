package dev.skydeck.skypilot.logs;

import dev.skydeck.messages.model.JobKey;

/**
 * One attempt of a job: each has a log of its own.
 *
 * @param attempt from 1; each recovery makes one more
 */
public record LogPlace(JobKey job, int attempt) {}
