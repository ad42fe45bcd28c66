package dev.skydeck.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void shouldHoldEveryInvariantInEveryRun() {
        long from = Long.getLong("seed", 0);
        long seeds = Long.getLong("seeds", 100);
        boolean traced = Boolean.getBoolean("trace");
        long began = System.nanoTime();
        int bad = 0;
        for (long seed = from; seed < from + seeds; seed++) {
            Simulation.Outcome outcome = Simulation.storm(seed, new Wiring(), traced);
            if (outcome.violation() != null) {
                bad++;
                System.out.println(outcome);
            }
        }
        System.out.println(seeds + " seeds in " + (System.nanoTime() - began) / 1_000_000 + " ms");
        assertThat(bad).isZero();
    }
}
