package dev.skydeck.store;

import dev.skydeck.messages.model.Condition;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** How much of an answer goes into one message. */
final class Pages {
    /** Well below what the bus carries, since a row's weight is an estimate. */
    private static final long MAX_WEIGHT = 500_000;

    private Pages() {}

    /** A page's size, kept within 1 and the most that the request's contract allows. */
    static int limit(int asked, int most) {
        return Math.max(1, Math.min(asked, most));
    }

    /** The first rows, as many as fit into a message; at least one. */
    static <T> List<T> fitting(List<T> rows, int limit, ToLongFunction<T> weight) {
        long total = 0;
        int count = 0;
        for (T row : rows) {
            total += weight.applyAsLong(row);
            if (count == limit || (count > 0 && total > MAX_WEIGHT)) {
                break;
            }
            count++;
        }
        return List.copyOf(rows.subList(0, count));
    }

    /** Roughly the bytes that an experiment has on the wire. */
    static long weight(Experiment experiment) {
        long bytes = 600 + weight(experiment.spec());
        for (Condition condition : experiment.conditions()) {
            bytes += 80 + 2L * condition.reason().length();
        }
        String description = experiment.annotations().description();
        bytes += description == null ? 0 : 2L * description.length();
        for (String tag : experiment.annotations().tags()) {
            bytes += 2L * tag.length();
        }
        return bytes;
    }

    /** Roughly the bytes that a specification has on the wire. */
    static long weight(ExperimentSpec spec) {
        long bytes = 300 + 2L * spec.baseCommand().length();
        for (Map.Entry<String, FlagValue> flag : spec.flags().values().entrySet()) {
            bytes += 8
                    + 2L
                            * (flag.getKey().length()
                                    + flag.getValue().commandText().length());
        }
        return bytes;
    }
}
