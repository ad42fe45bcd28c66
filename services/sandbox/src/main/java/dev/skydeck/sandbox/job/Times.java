package dev.skydeck.sandbox.job;

import org.jspecify.annotations.Nullable;

/**
 * When what happened to a job, in epoch seconds as SkyPilot counts.
 *
 * @param submittedAt when STARTING began, null before
 * @param startAt when the job was first handed to its process, null before
 * @param endAt when it ended, null before
 * @param recoveredAt when it was last handed to a process, -1 before the first time
 * @param recoveries how often its process was lost and started again
 * @param restarts how often it failed and was started again
 */
public record Times(
        @Nullable Double submittedAt,
        @Nullable Double startAt,
        @Nullable Double endAt,
        double recoveredAt,
        int recoveries,
        int restarts) {
    static final Times NONE = new Times(null, null, null, -1.0, 0, 0);

    Times submitted(double now) {
        return new Times(now, startAt, endAt, recoveredAt, recoveries, restarts);
    }

    Times started(double now) {
        return new Times(
                submittedAt, startAt == null ? Double.valueOf(now) : startAt, endAt, now, recoveries, restarts);
    }

    Times startedAgain(double now) {
        return new Times(submittedAt, now, endAt, now, recoveries, restarts);
    }

    Times ended(double now) {
        return new Times(submittedAt, startAt, now, recoveredAt, recoveries, restarts);
    }

    Times lost() {
        return new Times(submittedAt, startAt, endAt, recoveredAt, recoveries + 1, restarts);
    }

    Times restarted() {
        return new Times(submittedAt, startAt, endAt, recoveredAt, recoveries + 1, restarts + 1);
    }

    /** Which attempt at the job this is, from 0. */
    int attempt() {
        return recoveries;
    }
}
