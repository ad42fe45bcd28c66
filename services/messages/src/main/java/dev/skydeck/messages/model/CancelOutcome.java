package dev.skydeck.messages.model;

/** What came of one attempt to send a cancel. SkyPilot answers success whatever happens; only the job's row is proof. */
public sealed interface CancelOutcome {
    record Accepted(String requestId) implements CancelOutcome {}

    record Refused(String reason) implements CancelOutcome {}

    record NotSent(String reason) implements CancelOutcome {}

    record Unclear(String reason) implements CancelOutcome {}
}
