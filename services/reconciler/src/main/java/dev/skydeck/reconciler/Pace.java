package dev.skydeck.reconciler;

import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.reconciler.Knowledge.ClusterEnd;
import dev.skydeck.reconciler.LaunchNotes.Absence;
import dev.skydeck.reconciler.LaunchNotes.Cancelling;
import dev.skydeck.reconciler.LaunchNotes.Missing;
import dev.skydeck.reconciler.LaunchNotes.Phase;
import dev.skydeck.reconciler.LaunchNotes.Seen;
import dev.skydeck.reconciler.LaunchNotes.Sending;
import java.time.Duration;
import java.util.List;

/** When the next send, look, cancel or relaunch is due. Nanoseconds; zero or less means now. */
final class Pace {
    /** The store takes a claim for 8 s after the intent; past this it would only be refused. */
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
    /** Longer than a request on the bus lasts: a send without an answer came to nothing. */
    private static final long ASKED_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long SEND_AGAIN_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long SEND_AGAIN_MOST_NANOS = Duration.ofSeconds(60).toNanos();
    /** How long the sender may take to hand a cancel over before it is asked again. */
    private static final long HAND_OVER_NANOS = Duration.ofSeconds(15).toNanos();

    private static final long LOOK_LEAST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LOOK_MOST_NANOS = Duration.ofSeconds(30).toNanos();
    /** From then on a person is asked. */
    private static final long LONG_DOUBT_NANOS = Duration.ofMinutes(30).toNanos();

    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

    private final Knowledge knowledge;
    private final Policy policy;
    private final long nowNanos;

    Pace(Knowledge knowledge, Policy policy, long nowNanos) {
        this.knowledge = knowledge;
        this.policy = policy;
        this.nowNanos = nowNanos;
    }

    /** What an intent needs. */
    enum Send {
        SEND,
        RENEW,
        WAIT,
        DROP
    }

    /** An intent that this process neither opened nor renewed is renewed: the store tells whether that may be. */
    Send send(Launch launch) {
        Sending sending = knowledge.notes(launch.id()).sending();
        if (sending == null) {
            return Send.RENEW;
        }
        if (sending.phase() == Phase.UNRENEWABLE) {
            return Send.DROP;
        }
        if (sending.phase() == Phase.FRESH && sending.attempt() == launch.attempt()) {
            return nowNanos - sending.sinceNanos() < FRESH_NANOS ? Send.SEND : Send.RENEW;
        }
        return untilSend(launch) > 0 ? Send.WAIT : Send.RENEW;
    }

    long untilSend(Launch launch) {
        Sending sending = knowledge.notes(launch.id()).sending();
        if (sending == null) {
            return 0;
        }
        boolean unanswered = sending.phase() == Phase.ASKED && sending.attempt() == launch.attempt();
        long wait = unanswered
                ? ASKED_NANOS
                : doubled(SEND_AGAIN_NANOS, failures(launch, sending) - 1, SEND_AGAIN_MOST_NANOS);
        return sending.sinceNanos() + wait - nowNanos;
    }

    /** Whether a send of it came to nothing before. */
    boolean hasFailed(Launch launch) {
        Sending sending = knowledge.notes(launch.id()).sending();
        return sending != null && failures(launch, sending) > 0;
    }

    // Each attempt before this one was a send that did not leave.
    private static int failures(Launch launch, Sending sending) {
        return sending.failures() + Math.max(0, launch.attempt() - 1);
    }

    /** A launch sent by us a moment ago: the next reading shows its job, and no look is due. */
    boolean isJustSent(Launch launch) {
        Sending sending = knowledge.notes(launch.id()).sending();
        return sending != null && sending.phase() == Phase.ASKED && nowNanos - sending.sinceNanos() < lookEvery();
    }

    long untilLook(Launch launch) {
        LaunchNotes notes = knowledge.notes(launch.id());
        Long looked = notes.lookedNanos();
        if (looked != null) {
            return looked + lookEvery() - nowNanos;
        }
        Sending sending = notes.sending();
        return sending == null ? 0 : sending.sinceNanos() + lookEvery() - nowNanos;
    }

    boolean isRequestActive(Launch launch) {
        var evidence = knowledge.notes(launch.id()).evidence();
        return evidence != null && evidence.requestActive();
    }

    /** Whether a look that was asked for after the job was called stuck has found it, and it is not time for another. */
    boolean isLookedAtSinceStuck(Launch launch) {
        LaunchNotes notes = knowledge.notes(launch.id());
        Long looked = notes.lookedNanos();
        Seen seen = notes.status();
        return notes.evidence() != null
                && notes.evidence().evidence() == Evidence.FOUND
                && looked != null
                && seen != null
                && looked - seen.sinceNanos() >= policy.stuckAfter().toNanos()
                && untilLook(launch) > 0;
    }

    /**
     * Row 5a. Absence proves something only when it was seen by enough looks, without a break, for the whole settle
     * window. A look finds no absence while the request is worked on, or has made a job.
     */
    boolean isAbsent(Launch launch) {
        Absence absence = knowledge.notes(launch.id()).absence();
        if (absence == null || launch.jobId() != null) {
            return false;
        }
        return absence.looks() >= policy.looksNeeded() && absence.lastNanos() - absence.firstNanos() >= settle();
    }

    /** Row 14. Readings that must show its job do not, for so many settle windows without a break. */
    boolean isLost(Launch launch, int windows) {
        Missing missing = knowledge.notes(launch.id()).missing();
        return missing != null
                && missing.readings() >= policy.looksNeeded()
                && missing.lastNanos() - missing.firstNanos() >= windows * settle();
    }

    long untilCancel(Launch launch) {
        Cancelling cancelling = knowledge.notes(launch.id()).cancelling();
        if (cancelling == null || !launch.cancelRecorded()) {
            return 0;
        }
        boolean handedOver = launch.cancelAttempts() > cancelling.attemptsBefore();
        long wait = handedOver
                ? doubled(
                        policy.cancelWait().toNanos(),
                        launch.cancelAttempts() - 1,
                        policy.cancelWaitMost().toNanos())
                : HAND_OVER_NANOS;
        return cancelling.lastNanos() + wait - nowNanos;
    }

    boolean isCancelResent(Launch launch) {
        return launch.cancelAttempts() > 1;
    }

    boolean isSlowCancel(Launch launch) {
        Cancelling cancelling = knowledge.notes(launch.id()).cancelling();
        return cancelling != null
                && nowNanos - cancelling.firstNanos() >= policy.slowCancel().toNanos();
    }

    /** A cluster takes minutes to end; it is asked for again more and more seldom. */
    long untilEnd(ClusterEnd end) {
        Knowledge.Ending ending = knowledge.endings().get(end);
        return ending == null
                ? 0
                : ending.lastNanos()
                        + doubled(
                                policy.cancelWait().toNanos(),
                                ending.times() - 1,
                                policy.cancelWaitMost().toNanos())
                        - nowNanos;
    }

    long untilStuck(Launch launch) {
        Seen seen = knowledge.notes(launch.id()).status();
        long since = seen == null ? nowNanos : seen.sinceNanos();
        return since + policy.stuckAfter().toNanos() - nowNanos;
    }

    boolean isDoubtfulForLong(Launch launch) {
        Seen seen = knowledge.notes(launch.id()).status();
        return seen != null && nowNanos - seen.sinceNanos() >= LONG_DOUBT_NANOS;
    }

    /** Until a pause is over that began when the newest launch's job was seen to have ended, or at a later edit. */
    long untilOver(Launch newest, Duration pause) {
        Seen seen = knowledge.notes(newest.id()).status();
        long since = seen == null ? nowNanos : seen.sinceNanos();
        Long edited = knowledge.editedNanos();
        long from = edited != null && edited - since > 0 ? edited : since;
        return from + pause.toNanos() - nowNanos;
    }

    long untilRelaunch() {
        List<Long> within = knowledge.relaunches().stream()
                .filter(at -> nowNanos - at < HOUR_NANOS)
                .toList();
        if (within.size() < policy.relaunchesPerHour()) {
            return 0;
        }
        // With none allowed it is never time.
        return policy.relaunchesPerHour() == 0
                ? HOUR_NANOS
                : within.get(within.size() - policy.relaunchesPerHour()) + HOUR_NANOS - nowNanos;
    }

    private long settle() {
        return Duration.ofMillis(knowledge.settleMillis()).toNanos();
    }

    // Every look costs a real server seconds of its processor.
    private long lookEvery() {
        return Math.max(LOOK_LEAST_NANOS, Math.min(LOOK_MOST_NANOS, settle() / 6));
    }

    static long doubled(long first, int times, long most) {
        return Math.min(most, first << Math.max(0, Math.min(times, 10)));
    }
}
