package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest.UsedCluster;
import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold whatever happens, checked once more right before acting. A violation is a bug of ours, and a bug here
 * costs money: nothing more is done about that experiment.
 */
final class Invariants {
    private final Map<Long, Set<Long>> closed = new HashMap<>();
    private final Map<Long, String> quarantined = new HashMap<>();

    /** What went wrong with that experiment before. */
    Optional<String> violation(long experimentId) {
        return Optional.ofNullable(quarantined.get(experimentId));
    }

    /** Checks a view as it was read: terminal is absorbing (I5). */
    Optional<String> check(View view) {
        long id = view.experiment().id();
        Set<Long> before = closed.getOrDefault(id, Set.of());
        Set<Long> ended = new HashSet<>();
        for (Launch launch : view.launches()) {
            if (launch.state() == LaunchState.CLOSED) {
                ended.add(launch.id());
            } else if (before.contains(launch.id())) {
                return violated(id, "launch " + launch.id() + " had ended and is " + launch.state() + " again");
            }
        }
        closed.put(id, ended);
        return Optional.empty();
    }

    /** Checks an action right before it is done. */
    Optional<String> check(View view, Knowledge knowledge, Action action) {
        long id = view.experiment().id();
        if (action instanceof Action.OpenLaunch && Situation.of(view).isBlocked()) {
            return violated(id, "a launch was decided although another is open (I4)");
        }
        if (action instanceof Action.OpenLaunch && !knowledge.barrierPassed()) {
            return violated(id, "a launch was decided before the queue was read (I4)");
        }
        if (action instanceof Action.CancelJob cancel && !isOurs(view, cancel.launch())) {
            return violated(id, "a cancel was decided for a job that does not carry our token (I7)");
        }
        if (action instanceof Action.EndCluster end && !mayEnd(view, end.cluster())) {
            return violated(id, "the end of a cluster was decided that is not ours, or that something runs on (I7)");
        }
        return Optional.empty();
    }

    private static boolean mayEnd(View view, UsedCluster cluster) {
        return cluster.ours() && !cluster.shared() && !Situation.of(view).isBlocked();
    }

    private static boolean isOurs(View view, Launch launch) {
        boolean token = LaunchToken.parse(launch.token())
                .filter(parsed -> parsed.experimentId() == view.experiment().id())
                .isPresent();
        Long jobId = launch.jobId();
        return token
                && jobId != null
                && Situation.of(view)
                        .job(launch)
                        .map(job -> job.key().jobId() == jobId && isCancellable(launch, job.observed()))
                        .orElse(true);
    }

    // A row that was read without its metadata names no token; the sender looks by id before it sends.
    private static boolean isCancellable(Launch launch, ObservedJob job) {
        String shown = job.metadata().getOrDefault(LaunchToken.METADATA_KEY, launch.token());
        return !JobStatus.isTerminal(job) && (launch.adopted() || shown.equals(launch.token()));
    }

    private Optional<String> violated(long experimentId, String what) {
        quarantined.put(experimentId, what);
        return Optional.of(what);
    }
}
