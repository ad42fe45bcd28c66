package dev.skydeck.store;

import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.bus.Failure;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Chunks of observations that are not whole yet. Bounded: an observation whose sender died makes room for the next. */
final class Staging {
    static final int MAX_OBSERVATIONS = 2;
    static final int MAX_CHUNKS = 200;

    private final Map<String, SortedMap<Integer, RecordObservation>> staged = new LinkedHashMap<>();

    /**
     * Keeps a chunk; answers all chunks in order once they are there, and forgets them. A chunk that comes twice is kept
     * once.
     *
     * @throws Failure.Invalid if its numbers are impossible
     */
    Optional<List<RecordObservation>> add(RecordObservation chunk) {
        if (chunk.chunks() < 1 || chunk.chunks() > MAX_CHUNKS || chunk.chunk() < 0 || chunk.chunk() >= chunk.chunks()) {
            throw new Failure.Invalid(
                    "An observation has 1 to " + MAX_CHUNKS + " chunks; this is number " + chunk.chunk() + " of "
                            + chunk.chunks() + ".",
                    List.of());
        }
        SortedMap<Integer, RecordObservation> chunks =
                staged.computeIfAbsent(chunk.observationId(), id -> new TreeMap<>());
        chunks.put(chunk.chunk(), chunk);
        if (chunks.size() == chunk.chunks()) {
            staged.remove(chunk.observationId());
            return Optional.of(List.copyOf(chunks.values()));
        }
        Iterator<String> oldest = staged.keySet().iterator();
        while (staged.size() > MAX_OBSERVATIONS) {
            oldest.next();
            oldest.remove();
        }
        return Optional.empty();
    }
}
