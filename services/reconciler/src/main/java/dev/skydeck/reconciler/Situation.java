package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import java.util.List;
import java.util.Optional;

/**
 * A view, sorted by what the state table asks.
 *
 * @param newest the newest launch
 * @param unresolved launches that may have made a job, or may yet
 * @param alive launches whose job was seen and has not ended
 * @param foreign living jobs of the experiment that no launch of ours made
 */
record Situation(View view, Optional<Launch> newest, List<Launch> unresolved, List<Launch> alive, List<Job> foreign) {

    static Situation of(View view) {
        return new Situation(
                view,
                view.launches().stream().findFirst(),
                view.launches().stream()
                        .filter(l -> l.state() == LaunchState.INTENT || l.state() == LaunchState.SENT)
                        .toList(),
                view.launches().stream().filter(l -> isAlive(view, l)).toList(),
                view.jobs().stream()
                        .filter(job -> job.launchId() == null && !JobStatus.isTerminal(job.observed()))
                        .toList());
    }

    Optional<Job> job(Launch launch) {
        return job(view, launch);
    }

    /** SkyPilot's word for the launch's job; empty text before there is one. */
    String status(Launch launch) {
        String word = job(launch).map(job -> job.observed().status()).orElse(launch.endStatus());
        return word == null ? "" : word;
    }

    /** Whether any launch stands in the way of another. */
    boolean isBlocked() {
        return !alive.isEmpty()
                || !foreign.isEmpty()
                || view.launches().stream().anyMatch(launch -> launch.state().isOpen());
    }

    // A job that ended never counts as alive again, whatever a late reading says of its launch.
    private static boolean isAlive(View view, Launch launch) {
        if (launch.state() != LaunchState.LIVE && launch.state() != LaunchState.LATE) {
            return false;
        }
        return launch.endStatus() == null
                && job(view, launch)
                        .map(job -> !JobStatus.isTerminal(job.observed()))
                        .orElse(true);
    }

    private static Optional<Job> job(View view, Launch launch) {
        return view.jobs().stream()
                .filter(job -> job.launchId() != null && job.launchId() == launch.id())
                .findFirst();
    }
}
