package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest.UsedCluster;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.StopRules;
import org.jspecify.annotations.Nullable;

/** One thing that a step may do about an experiment. Each is compared again by whoever carries it out. */
sealed interface Action {

    /**
     * Opens a launch of the experiment.
     *
     * @param newestLaunch id of the newest launch that the decision saw; 0 for none
     * @param reason why it is launched though no new run request asked for it; null when one did
     */
    record OpenLaunch(
            long specRevision, long newestLaunch, @Nullable String reason) implements Action {
        boolean isRelaunch() {
            return reason != null;
        }
    }

    /**
     * Has the experiment stopped because a rule of it is met.
     *
     * @param stop the rules that were looked at
     */
    record StopByRule(long runRequest, StopRules stop, String reason) implements Action {}

    /** Has the intent claimed and sent. */
    record SendLaunch(Launch launch, int attempt) implements Action {}

    /** Starts the intent's time again, so that it may be claimed. */
    record RenewIntent(Launch launch, int attempt) implements Action {}

    /** Ends a launch of which no job came. */
    record Abandon(Launch launch, LaunchEnd end, String reason) implements Action {}

    /** Has a doubtful launch looked for. */
    record LookUp(Launch launch) implements Action {}

    /**
     * Records the cancel, unless it is recorded, and has it sent.
     *
     * @param duplicate it is surplus: another job of the experiment goes on
     */
    record CancelJob(Launch launch, boolean duplicate, String reason) implements Action {}

    /**
     * Has a cluster stopped or taken down.
     *
     * @param down false only stops it
     */
    record EndCluster(UsedCluster cluster, boolean down) implements Action {}
}
