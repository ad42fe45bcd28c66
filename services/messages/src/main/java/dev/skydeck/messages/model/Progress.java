package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * How far an experiment with stop rules is.
 *
 * @param stop its rules, and those of its sweep where it has none of its own
 * @param runSeconds that the jobs of the run request in force have run; of one that runs, until the last reading that showed it so
 * @param gpuSeconds the same times all GPUs of all nodes
 * @param running a job of it runs now, so that the seconds go on
 * @param metrics of the newest checkpoint that was found since the run was asked for
 * @param epoch of the newest checkpoint; null when there is none
 */
public record Progress(
        StopRules stop,
        double runSeconds,
        double gpuSeconds,
        boolean running,
        Flags metrics,
        @Nullable Long epoch) {}
