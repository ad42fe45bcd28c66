package dev.skydeck.syncer;

import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.syncer.Bucket.Listing;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which experiments with many files are looked at from their newest checkpoint on. Runs mostly add files whose keys are the greatest; what
 * they add elsewhere, as {@code v1000} stands before {@code v999}, what they change and what they delete is seen in every tenth look, which is a whole
 * one. What is kept here may be lost.
 */
final class Shortcuts {
    /** Fewer pages are read in no more than twice the time. */
    static final int FEWEST_PAGES = 3;

    static final int WHOLE_EVERY = 10;

    private final Map<Long, State> known = new HashMap<>();

    /**
     * Where to begin.
     *
     * @param after keys beyond this one only
     * @param epoch checkpoints beyond this one only: of the others not all files may be beyond the key
     */
    record Shortcut(String after, long epoch) {}

    private static final class State {
        private final SyncTarget target;
        private final Shortcut shortcut;
        private int looks = 1;
        private String digest = "";

        State(SyncTarget target, Shortcut shortcut) {
            this.target = target;
            this.shortcut = shortcut;
        }
    }

    /** That of the next look, which counts; empty when it is to be a whole one. */
    Optional<Shortcut> next(SyncTarget target) {
        State state = known.get(target.experimentId());
        return state == null
                        || !target.active()
                        || !target.folders().equals(state.target.folders())
                        || ++state.looks > WHOLE_EVERY
                ? Optional.empty()
                : Optional.of(state.shortcut);
    }

    /**
     * Notes what a whole look showed.
     *
     * @param prefix of the files that the experiment writes now
     */
    void sawAll(SyncTarget target, Listing listing, List<FoundCheckpoint> found, String prefix) {
        Optional<String> newest = found.stream()
                .max(Comparator.comparing(FoundCheckpoint::modifiedAt).thenComparing(FoundCheckpoint::epoch))
                .map(checkpoint -> checkpoint.uri().substring("s3://".length()))
                .map(path -> path.substring(path.indexOf('/') + 1))
                .filter(key -> key.startsWith(prefix));
        if (newest.isEmpty() || !listing.whole() || listing.pages() < FEWEST_PAGES) {
            known.remove(target.experimentId());
            return;
        }
        long epoch = found.get(found.size() - 1).epoch();
        known.put(target.experimentId(), new State(target, new Shortcut(MetricNames.stem(newest.get()), epoch)));
    }

    /** Whether a look along a shortcut shows something else than the one before it. */
    boolean isNews(SyncTarget target, String digest) {
        State state = known.get(target.experimentId());
        return state == null || !digest.equals(state.digest);
    }

    /** Notes what such a look showed. */
    void saw(SyncTarget target, String digest) {
        State state = known.get(target.experimentId());
        if (state != null) {
            state.digest = digest;
        }
    }

    /** The next looks at these are whole ones. */
    void forget(Collection<Long> experimentIds) {
        known.keySet().removeAll(experimentIds);
    }

    void keepOnly(Collection<Long> experimentIds) {
        known.keySet().retainAll(experimentIds);
    }
}
