package dev.skydeck.messages.model;

/** What came of one attempt to send a launch, and later of SkyPilot's request for it. */
public sealed interface LaunchOutcome {
    /** SkyPilot took the request; that proves nothing about a job yet. */
    record Accepted(String requestId) implements LaunchOutcome {}

    /** SkyPilot's own answer says that it did not take the request. */
    record Refused(String reason) implements LaunchOutcome {}

    /** Not one byte of the request left: the same launch may be sent again as the next attempt. */
    record NotSent(String reason) implements LaunchOutcome {}

    /** Anything else: a job may or may not come of it. Only evidence resolves it. */
    record Unclear(String reason) implements LaunchOutcome {}

    /** SkyPilot's request ended well and named the job. */
    record JobCreated(long jobId) implements LaunchOutcome {}

    /** SkyPilot's request ended badly, with SkyPilot's words; the queue is still to be looked at. */
    record RequestFailed(String reason) implements LaunchOutcome {}
}
