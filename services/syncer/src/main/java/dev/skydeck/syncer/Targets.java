package dev.skydeck.syncer;

import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which experiments to list in a pass: those at work each time, those that ended once more, and then now and then. What is
 * kept here may be lost: then everything is listed and recorded once more, which changes nothing.
 */
final class Targets {
    /** How many passes an ended experiment is left out of. */
    static final int ENDED_EVERY = 10;

    private final Map<Long, Known> known = new HashMap<>();
    private long pass;

    private record Known(String name, boolean active, String digest) {}

    /** Those of the next pass; forgets the ones that are no target any more. */
    List<SyncTarget> due(List<SyncTarget> targets) {
        pass++;
        Set<Long> ids = targets.stream().map(SyncTarget::experimentId).collect(Collectors.toSet());
        known.keySet().retainAll(ids);
        return targets.stream().filter(this::isDue).toList();
    }

    private boolean isDue(SyncTarget target) {
        Known before = known.get(target.experimentId());
        return target.active()
                || before == null
                || before.active()
                || !before.name().equals(target.name())
                // Spread over the passes.
                || (pass + target.experimentId()) % ENDED_EVERY == 0;
    }

    /** Whether a listing differs from the last one that was recorded. */
    boolean isNews(SyncTarget target, String digest) {
        Known before = known.get(target.experimentId());
        return before == null || !before.digest().equals(digest);
    }

    void recorded(SyncTarget target, String digest) {
        known.put(target.experimentId(), new Known(target.name(), target.active(), digest));
    }
}
