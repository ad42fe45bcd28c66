package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to make a job, kept for ever.
 *
 * @param sequence grows by one per experiment, from 1
 * @param token the proof of ownership that the job carries in its metadata, see {@link LaunchToken}
 * @param jobName the job's name at SkyPilot, ending in the token's suffix
 * @param attempt number of the send attempt that may be claimed next, or was claimed; from 1
 * @param runRequest the run request this launch serves
 * @param spec the experiment's specification when the launch was opened
 * @param server number of the SkyPilot server it was sent to; null before it was sent
 * @param requestId SkyPilot's id of the launch request; null when unknown
 * @param jobId SkyPilot's id of the job; null when unknown
 * @param cancelRecorded a cancel of its job was decided and committed
 * @param cancelAttempts number of cancels that were handed to SkyPilot
 * @param end null while it is open or late
 * @param endStatus SkyPilot's terminal status word of its job; null when there is none
 * @param adopted a person gave the experiment a job that SkyDeck did not launch: it never carries the token
 * @param reason one sentence about its newest outcome; null when there is nothing to say
 */
public record Launch(
        long id,
        long experimentId,
        long sequence,
        String token,
        String jobName,
        LaunchState state,
        int attempt,
        long runRequest,
        ExperimentSpec spec,
        @Nullable Long server,
        @Nullable String requestId,
        @Nullable Long jobId,
        boolean cancelRecorded,
        int cancelAttempts,
        @Nullable LaunchEnd end,
        @Nullable String endStatus,
        @Nullable String reason,
        Instant openedAt,
        @Nullable Instant sentAt,
        @Nullable Instant closedAt,
        boolean adopted) {}
