package dev.skydeck.simulator;

import dev.skydeck.simulator.Simulation.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Many runs, on all processors. */
record Storms(List<Outcome> violated, Map<Fault, Long> faults, long launches, double seedsPerSecond) {

    /** Runs the seeds from the first to that many after it. */
    static Storms run(long first, long count, Supplier<Wiring> wiring) {
        long began = System.nanoTime();
        List<Outcome> outcomes = LongStream.range(first, first + count)
                .parallel()
                .mapToObj(seed -> Simulation.storm(seed, wiring.get(), null))
                .toList();
        double seconds = (System.nanoTime() - began) / 1e9;
        Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        outcomes.forEach(
                outcome -> outcome.faults().forEach((fault, times) -> faults.merge(fault, (long) times, Long::sum)));
        return new Storms(
                outcomes.stream().filter(outcome -> outcome.violation() != null).toList(),
                faults,
                outcomes.stream().mapToLong(Outcome::launches).sum(),
                count / seconds);
    }
}
