package dev.skydeck.messages.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as the store knows it.
 *
 * @param id positive, never used again
 * @param currentState derived from the newest launch and its job
 * @param skyStatus SkyPilot's exact status word of the newest job; null before there is one
 * @param runRequest raised by each accepted Run; 0 when it was never wanted to run
 * @param specRevision moves with each edit of the specification, and with nothing else
 * @param hold why the controller leaves it alone until a person releases it; null when it does not
 * @param owner who created it; null when nobody knows, as for an imported one
 * @param clusterName the cluster that the original's file named; null otherwise
 * @param latestEpoch the highest checkpoint epoch found in S3; null when there is none
 * @param launch the newest launch; null when there was none
 * @param conditions in the order the reconciler stated them
 * @param priority who goes first when not all can run: the higher, the sooner; 0 unless somebody says otherwise
 * @param rules what becomes of its runs
 * @param stopReason which stop rule stopped it, one sentence; null when none did, or it is wanted to run again
 * @param sweep id of the sweep that made it; null when none did
 * @param fileSet name of the file set that made it; null when none did
 * @param progress how far its newest run says it is; null when nothing is known
 */
public record Experiment(
        long id,
        ExperimentSpec spec,
        DesiredState desiredState,
        CurrentState currentState,
        @Nullable String skyStatus,
        long runRequest,
        long specRevision,
        Annotations annotations,
        BoardPlace place,
        @Nullable ConditionType hold,
        boolean deleted,
        @Nullable String owner,
        @Nullable String clusterName,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Long latestEpoch,
        @Nullable LaunchSummary launch,
        List<Condition> conditions,
        int priority,
        RunRules rules,
        @Nullable String stopReason,
        @Nullable String sweep,
        @Nullable String fileSet,
        @Nullable TrainingProgress progress) {
    public Experiment {
        // What was kept before there were rules has none.
        rules = Objects.requireNonNullElse(rules, RunRules.DEFAULT);
        conditions = List.copyOf(conditions);
    }
}
