package dev.skydeck.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.Event.Observed;
import dev.skydeck.simulator.Simulation.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Dseeds=N} runs N of them; {@code -Dseed=S} runs one and tells what happens. */
class SimulationTest {
    private static final long SEEDS = Long.getLong("seeds", 10_000);

    @Test
    void shouldHoldEveryInvariantInEveryRun() {
        Storms storms = Storms.run(0, SEEDS, Wiring::new);

        System.out.printf(
                "%d seeds, %d launches, %.0f seeds/s; faults: %s%n",
                SEEDS, storms.launches(), storms.seedsPerSecond(), storms.faults());
        assertThat(storms.violated())
                .as("replay one: ./mvnw -pl services/simulator test -Dtest=SimulationTest -Dseed=<seed>")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kept")
    void shouldHoldWhereItOnceDidNot(long seed) {
        assertThat(Simulation.storm(seed, new Wiring(), null).violation()).isNull();
    }

    static List<Long> kept() throws IOException {
        try (InputStream stream = Objects.requireNonNull(SimulationTest.class.getResourceAsStream("/seeds.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> Long.valueOf(line.split(" ", 2)[0]))
                    .toList();
        }
    }

    @Test
    void shouldRepeatARunExactly() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();

        Simulation.storm(7, new Wiring(), first::add);
        Simulation.storm(7, new Wiring(), second::add);

        assertThat(first).hasSizeGreaterThan(100).isEqualTo(second);
    }

    @Test
    void shouldLaunchSoonAfterAServerShowsAllItsJobsAgain() {
        Consumer<Simulation> schedule = run -> {
            run.create();
            run.untilJob("RUNNING");
            run.pass(Duration.ofSeconds(30));
            run.faults().force(Fault.READ_EMPTY, about -> about.equals("list"));
            run.untilEvent(Observed.class);
            run.untilEvent(Observed.class);

            run.create();
            run.until(() -> run.server().posted().size() == 2, Duration.ofSeconds(30));
        };

        Outcome outcome = Simulation.directed(schedule, new Wiring(), null);

        assertThat(outcome.violation()).isNull();
    }

    @Test
    @EnabledIfSystemProperty(named = "seed", matches = "\\d+")
    void shouldTellWhatHappensInOneRun() {
        Outcome outcome = Simulation.storm(Long.getLong("seed"), new Wiring(), System.out::println);

        assertThat(outcome.violation()).isNull();
    }
}
