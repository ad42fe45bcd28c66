package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.model.Attempt;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.Restart;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.RunRules.End;
import java.time.Duration;
import java.util.List;

/** Whether and when an ended job is followed by another though nobody asked: the rules of its experiment, applied. */
final class Restarts {
    /** A pause is longer or shorter by at most this share of itself. */
    private static final double JITTER = 0.2;

    private final RunRules rules;
    private final List<Attempt> attempts;
    private final Pause pause;

    private Restarts(View view, Pause pause) {
        this.rules = view.experiment().rules();
        this.attempts = view.attempts();
        this.pause = pause;
    }

    /**
     * How long is waited before a launch that nobody asked for, and when there is none.
     *
     * @param first after the first failure; doubles with each in a row
     * @param most the longest
     * @param stableRun a run of this length begins the count of failures anew
     * @param shortRun a job that failed sooner than this ran short
     * @param shortRunsMost so many of them in a row are followed by none, whatever the rules say
     * @param betweenStarts the least time between two starts of a job that ended well
     */
    record Pause(
            Duration first,
            Duration most,
            Duration stableRun,
            Duration shortRun,
            int shortRunsMost,
            Duration betweenStarts) {
        static final Pause DEFAULT = new Pause(
                Duration.ofSeconds(60),
                Duration.ofMinutes(30),
                Duration.ofMinutes(60),
                Duration.ofMinutes(5),
                3,
                Duration.ofMinutes(10));
    }

    /** What follows. */
    sealed interface Verdict {
        /** No rule wants another launch. */
        record Over() implements Verdict {}

        /** The rules want no more than these. */
        record Exhausted(int retries) implements Verdict {}

        /** It fails again and again right after its start. */
        record CrashLoop(int runs) implements Verdict {}

        /**
         * Another launch.
         *
         * @param pause from when the job was seen to have ended
         * @param retry which one in a row; 0 after one that ended well
         * @param most retries in a row; 0 after one that ended well
         */
        record Again(Duration pause, int retry, int most) implements Verdict {}
    }

    static Verdict after(Launch newest, View view, Pause pause) {
        boolean counts = !view.attempts().isEmpty() && view.attempts().get(0).launchId() == newest.id();
        return counts && view.experiment().runRequest() > 0
                ? new Restarts(view, pause).after(newest)
                : new Verdict.Over();
    }

    private Verdict after(Launch newest) {
        Attempt last = attempts.get(0);
        End end = End.of(last.status());
        if (!rules.mayFollow(last.status())) {
            return new Verdict.Over();
        }
        if (end == End.WELL) {
            Duration sinceStart = Duration.ofMillis((long) (last.runSeconds() * 1000));
            return new Verdict.Again(atLeastZero(pause.betweenStarts().minus(sinceStart)), 0, 0);
        }
        int shortRuns = shortRuns();
        if (shortRuns >= pause.shortRunsMost()) {
            return new Verdict.CrashLoop(shortRuns);
        }
        int failures = failures(end);
        int most = end == End.ITSELF ? rules.maxRetries() : rules.infraRetries();
        return failures > most
                ? new Verdict.Exhausted(most)
                : new Verdict.Again(
                        spread(newest, failures(End.ITSELF) + failures(End.INFRASTRUCTURE)), failures, most);
    }

    /** Failures of that kind since the last good end or the last stable run; the failure of that run is the first. */
    private int failures(End kind) {
        int failures = 0;
        for (Attempt attempt : attempts) {
            End end = End.of(attempt.status());
            if (end == End.WELL || end == End.OTHERWISE) {
                break;
            }
            failures += end == kind ? 1 : 0;
            if (attempt.runSeconds() >= pause.stableRun().toSeconds()) {
                break;
            }
        }
        return failures;
    }

    /** What the infrastructure failed says nothing of the job itself. */
    private int shortRuns() {
        int runs = 0;
        for (Attempt attempt : attempts) {
            End end = End.of(attempt.status());
            if (end == End.INFRASTRUCTURE) {
                continue;
            }
            if (end != End.ITSELF || attempt.runSeconds() >= pause.shortRun().toSeconds()) {
                break;
            }
            runs++;
        }
        return rules.restart() == Restart.NEVER ? 0 : runs;
    }

    /** Experiments that failed together are not launched together. The same launch always waits for the same time. */
    private Duration spread(Launch launch, int failures) {
        long doubled = Pace.doubled(
                pause.first().toMillis(), failures - 1, pause.most().toMillis());
        double share = Math.floorMod(launch.token().hashCode(), 1_000) / 999.0;
        return Duration.ofMillis((long) (doubled * (1 - JITTER + 2 * JITTER * share)));
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
