package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * What runs now, and what that is likely to cost an hour.
 *
 * @param milliGpus thousandths of GPUs of all nodes that jobs run on; 0 when none runs, and for jobs without GPUs
 * @param microDollars millionths of a US dollar an hour for what has a price; null when nothing that runs has one
 * @param unpricedMilliGpus the part of {@code milliGpus} that has no price and is in no money
 */
public record CostRate(long milliGpus, @Nullable Long microDollars, long unpricedMilliGpus) {}
