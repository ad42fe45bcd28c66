package dev.skydeck.messages.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the reconciler would do about an experiment at this moment, and what it decides that by. Nothing is done by asking.
 *
 * @param revision the store's revision that it was decided at
 * @param rows of the state table, in the order of their application, such as {@code 7b}; empty when everything is as it is wanted
 * @param actions what is done next, the first at once, each in a few words; empty for nothing
 * @param conditions what would be said of the experiment
 * @param nextLookMillis until it is looked at again though nothing happens; null for the next full pass
 * @param violation what was found wrong with SkyDeck itself, for which nothing more is done; null for nothing
 */
public record Explanation(
        long experimentId,
        long revision,
        List<String> rows,
        List<String> actions,
        List<ConditionReport> conditions,
        @Nullable Long nextLookMillis,
        @Nullable String violation,
        Inputs inputs) {
    public Explanation {
        rows = List.copyOf(rows);
        actions = List.copyOf(actions);
        conditions = List.copyOf(conditions);
    }

    /**
     * What is known beside the store's rows.
     *
     * @param bootBarrierPassed the whole queue was read since the reconciler started: launches are allowed
     * @param readingAgeMillis age of the newest complete reading of the managed jobs; null for none
     * @param readingUsable whether it is young enough to rely on
     * @param settleMillis how long a launch must be absent before it counts as never made
     * @param openLaunches experiments with an open launch, in all
     * @param relaunchesInTheLastHour of this experiment, that no new run request asked for
     * @param runRequest raised by each accepted Run
     * @param attempts launches in a row that its rules count, newest first; empty when they do not matter
     * @param progress how far it is, where a stop rule asks for it; else null
     * @param launches newest first
     */
    public record Inputs(
            boolean bootBarrierPassed,
            @Nullable Long readingAgeMillis,
            boolean readingUsable,
            long settleMillis,
            int openLaunches,
            int relaunchesInTheLastHour,
            long runRequest,
            List<Attempt> attempts,
            @Nullable OfProgress progress,
            List<OfLaunch> launches) {
        public Inputs {
            attempts = List.copyOf(attempts);
            launches = List.copyOf(launches);
        }
    }

    /** See {@link Progress}. */
    public record OfProgress(
            double runSeconds,
            double gpuSeconds,
            boolean running,
            @Nullable Long epoch) {}

    /**
     * What is known of one launch.
     *
     * @param status SkyPilot's word for its job; null before there is one
     * @param statusForMillis how long this reconciler has seen that word; null before there is one
     * @param evidence what the newest look for it found; null for none
     * @param absentLooks looks in a row that found nothing
     * @param absentForMillis from the first of them to the last; null for none
     * @param requestMissing SkyPilot does not know its request
     * @param cancelsSent cancels of its job that were handed to SkyPilot
     */
    public record OfLaunch(
            long launchId,
            LaunchState state,
            long runRequest,
            @Nullable String status,
            @Nullable Long statusForMillis,
            @Nullable Evidence evidence,
            int absentLooks,
            @Nullable Long absentForMillis,
            boolean requestMissing,
            int cancelsSent) {}
}
