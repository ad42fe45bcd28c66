package dev.skydeck.reconciler;

import dev.skydeck.messages.Event;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of one launch. All of it may be forgotten at any time: a restart then sends, looks and
 * waits once more, which is safe.
 *
 * @param sending how far sending it came; null when this process did nothing about it
 * @param lookedNanos when a look was last asked for; null for never
 * @param evidence the newest look's finding; null for none
 * @param absence the unbroken run of looks that found nothing; null for none
 * @param missing the unbroken run of readings that do not show its job; null for none
 * @param cancelling null when this process asked for no cancel
 * @param status the job's status and schedule state, or that the launch is in doubt, and since when this process has seen it
 */
record LaunchNotes(
        @Nullable Sending sending,
        @Nullable Long lookedNanos,
        Event.@Nullable LaunchEvidence evidence,
        @Nullable Absence absence,
        @Nullable Missing missing,
        @Nullable Cancelling cancelling,
        @Nullable Seen status) {
    static final LaunchNotes NONE = new LaunchNotes(null, null, null, null, null, null, null);

    /**
     * How far sending a launch came.
     *
     * @param attempt the attempt that this is about
     * @param sinceNanos when it came to this phase
     * @param failures sends in a row that came to nothing
     */
    record Sending(int attempt, Phase phase, long sinceNanos, int failures) {}

    /** Where an attempt stands. */
    enum Phase {
        /** Opened or renewed just now: it may be claimed. */
        FRESH,
        /** The sender was asked. */
        ASKED,
        /** The sender refused or was not there: certainly unsent. */
        FAILED,
        /** The store did not renew it. */
        UNRENEWABLE
    }

    /**
     * @param firstNanos when the first look began
     * @param lastNanos when the last look began
     * @param requestMissing SkyPilot does not know the launch's request
     */
    record Absence(long firstNanos, long lastNanos, int looks, boolean requestMissing) {}

    /**
     * @param server whose readings they are, by the store's number
     * @param firstNanos when the first was asked for
     * @param lastNanos when the last was asked for
     */
    record Missing(long server, long firstNanos, long lastNanos, int readings) {}

    /**
     * @param attemptsBefore how many cancels had been handed to SkyPilot when this one was asked for
     * @param times how often this process asked
     */
    record Cancelling(long firstNanos, long lastNanos, int attemptsBefore, int times) {}

    record Seen(String status, @Nullable String scheduleState, long sinceNanos) {}

    LaunchNotes with(Sending value) {
        return new LaunchNotes(value, lookedNanos, evidence, absence, missing, cancelling, status);
    }

    LaunchNotes withLook(long nanos) {
        return new LaunchNotes(sending, nanos, evidence, absence, missing, cancelling, status);
    }

    LaunchNotes with(Event.@Nullable LaunchEvidence value, @Nullable Absence run) {
        return new LaunchNotes(sending, lookedNanos, value, run, missing, cancelling, status);
    }

    LaunchNotes with(Cancelling value) {
        return new LaunchNotes(sending, lookedNanos, evidence, absence, missing, value, status);
    }

    LaunchNotes with(Seen value) {
        return new LaunchNotes(sending, lookedNanos, evidence, absence, missing, cancelling, value);
    }

    LaunchNotes withMissing(@Nullable Missing value) {
        return new LaunchNotes(sending, lookedNanos, evidence, absence, value, cancelling, status);
    }
}
