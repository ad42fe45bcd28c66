package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * What SkyPilot says happened to a managed job.
 *
 * @param taskId null when it happened to the job as a whole
 * @param status the word of the status that it changed to
 * @param reason one sentence or more
 * @param code SkyPilot's word for a cause of failure, such as {@code USER_JOB_FAILURE}
 * @param at as SkyPilot writes it: in its server's own time, of which it does not say the zone
 */
public record JobEvent(
        @Nullable Integer taskId,
        String status,
        @Nullable String reason,
        @Nullable String code,
        String at) {}
