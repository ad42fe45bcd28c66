package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * A condition as the reconciler states it; the store adds since when.
 *
 * @param nextMillis until something is done about it by itself; null when nothing is, or nobody knows when
 */
public record ConditionReport(
        ConditionType type, String reason, @Nullable Long nextMillis) {

    /** Of which nobody knows when something is done about it. */
    public ConditionReport(ConditionType type, String reason) {
        this(type, reason, null);
    }

    /** Without the time, which comes nearer by itself. */
    public ConditionReport said() {
        return new ConditionReport(type, reason);
    }

    /** The same, about which something is done after so many milliseconds. */
    public ConditionReport next(long afterMillis) {
        return new ConditionReport(type, reason, afterMillis);
    }
}
