package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * What jobs used, and what that is likely to have cost: an estimate, never a bill.
 *
 * @param gpuMillis milliseconds that they ran, times all GPUs of all nodes
 * @param microDollars millionths of a US dollar of what has a price; null when nothing has one
 * @param unpricedGpuMillis the part of {@code gpuMillis} that has no price and is in no money
 * @param source what the price comes from; null without money
 * @param reason why money is missing or not all of it, and what follows from that, in sentences; null when it is whole
 */
public record Cost(
        long gpuMillis,
        @Nullable Long microDollars,
        long unpricedGpuMillis,
        @Nullable Source source,
        @Nullable String reason) {
    /** The same with one more sentence. */
    public Cost with(String sentence) {
        String all = reason == null ? sentence : reason + " " + sentence;
        return new Cost(gpuMillis, microDollars, unpricedGpuMillis, source, all);
    }

    /** Where prices come from. */
    public enum Source {
        /** The price list of the configuration. */
        CONFIGURATION,
        /** What SkyPilot's cost report says of a cluster with a name. */
        COST_REPORT,
        /** Each of the two for a part. */
        BOTH
    }
}
