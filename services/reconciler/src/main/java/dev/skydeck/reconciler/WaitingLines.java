package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest.Turn;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Experiments whose turn had not come when they were looked at last: for each limit a line, the first first. */
final class WaitingLines {
    private final Map<Long, List<Turn>> turns = new HashMap<>();
    private final Map<String, NavigableSet<Place>> lines = new HashMap<>();

    private record Place(long ahead, long experimentId) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::ahead).thenComparingLong(Place::experimentId);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** Takes in how it is now with that experiment: it waits unless every turn has come. */
    void put(long experimentId, List<Turn> now) {
        remove(experimentId);
        if (now.stream().allMatch(Turn::hasCome)) {
            return;
        }
        turns.put(experimentId, now);
        now.forEach(turn ->
                lines.computeIfAbsent(turn.key(), any -> new TreeSet<>()).add(new Place(turn.ahead(), experimentId)));
    }

    void remove(long experimentId) {
        List<Turn> before = turns.remove(experimentId);
        if (before != null) {
            before.forEach(turn -> lines.computeIfPresent(turn.key(), (key, line) -> {
                line.remove(new Place(turn.ahead(), experimentId));
                return line.isEmpty() ? null : line;
            }));
        }
    }

    /** The first few of every line. */
    Set<Long> next(int few) {
        Set<Long> next = new HashSet<>();
        lines.values().forEach(line -> line.stream().limit(few).forEach(place -> next.add(place.experimentId())));
        return next;
    }
}
