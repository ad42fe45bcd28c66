package dev.skydeck.store;

import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What seeing its job makes of a launch.
 *
 * @param endStatus SkyPilot's word when the job has ended; null while it lives
 */
record Sighting(
        Launch launch, Job job, LaunchState state, @Nullable String endStatus) {

    /**
     * Seeing a job always counts: an abandoned launch becomes late by it. Only a closed one stays what it is. Where
     * several jobs carry the token, the launch keeps the one that it has.
     *
     * @param jobs jobs that carry the launch's token, tasks summed up
     */
    static Optional<Sighting> of(Launch launch, List<Job> jobs) {
        if (launch.state() == LaunchState.CLOSED || jobs.isEmpty()) {
            return Optional.empty();
        }
        Job job =
                jobs.stream().filter(seen -> isBound(launch, seen)).findFirst().orElseGet(() -> firstAlive(jobs));
        if (!isBound(launch, job) && launch.state() == LaunchState.LIVE) {
            return Optional.empty();
        }
        boolean ended = JobStatus.isTerminal(job.observed());
        LaunchState next = ended ? LaunchState.CLOSED : alive(launch.state());
        return next == launch.state() && isBound(launch, job)
                ? Optional.empty()
                : Optional.of(
                        new Sighting(launch, job, next, ended ? job.observed().status() : null));
    }

    private static LaunchState alive(LaunchState state) {
        return state == LaunchState.ABANDONED || state == LaunchState.LATE ? LaunchState.LATE : LaunchState.LIVE;
    }

    private static boolean isBound(Launch launch, Job job) {
        return Objects.equals(launch.jobId(), job.key().jobId())
                && Objects.equals(launch.server(), job.key().server());
    }

    private static Job firstAlive(List<Job> jobs) {
        return jobs.stream()
                .filter(job -> !JobStatus.isTerminal(job.observed()))
                .findFirst()
                .orElse(jobs.get(0));
    }
}
