package dev.skydeck.store;

import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import org.jspecify.annotations.Nullable;

/** The one rule of what an experiment is, from its newest launch and that launch's job. */
final class CurrentStates {
    private CurrentStates() {}

    /** @param skyStatus SkyPilot's exact word; null before there is a job */
    record Current(CurrentState state, @Nullable String skyStatus) {}

    /**
     * @param launch the newest launch; null when there was none
     * @param job its job with tasks summed up; null when none was seen
     */
    static Current of(@Nullable Launch launch, @Nullable Job job) {
        if (launch == null) {
            return new Current(CurrentState.INIT, null);
        }
        return switch (launch.state()) {
            case INTENT, SENT -> new Current(CurrentState.PENDING, null);
            case LIVE, LATE, CLOSED ->
                job == null ? unseen() : new Current(job.state(), job.observed().status());
            case ABANDONED ->
                new Current(launch.end() == LaunchEnd.REFUSED ? CurrentState.FAILED : CurrentState.INIT, null);
        };
    }

    /** SkyPilot named the job, and the queue has not shown it yet. */
    private static Current unseen() {
        return new Current(CurrentState.PENDING, null);
    }
}
