package dev.skydeck.messages.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far a sweep is. Deleted members do not count.
 *
 * @param total its members
 * @param done those that succeeded, failed or are terminated
 * @param current how many are in each current state; states of none are left out
 * @param desired how many are wanted to be in each state; states of none are left out
 */
public record SweepProgress(
        int total, int done, Map<CurrentState, Integer> current, Map<DesiredState, Integer> desired) {
    public SweepProgress {
        current = copy(CurrentState.class, current);
        desired = copy(DesiredState.class, desired);
    }

    /** What the sweep as a whole does. */
    public SweepState state() {
        if (total > 0 && desired.getOrDefault(DesiredState.TERMINATED, 0) == total) {
            return SweepState.TERMINATED;
        }
        if (done == total) {
            return SweepState.DONE;
        }
        return desired.getOrDefault(DesiredState.RUNNING, 0) > 0 ? SweepState.RUNNING : SweepState.STOPPED;
    }

    private static <E extends Enum<E>> Map<E, Integer> copy(Class<E> type, Map<E, Integer> counts) {
        Map<E, Integer> copy = new EnumMap<>(type);
        copy.putAll(counts);
        return Collections.unmodifiableMap(copy);
    }
}
