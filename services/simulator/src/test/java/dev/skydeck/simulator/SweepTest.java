package dev.skydeck.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.simulator.Simulation.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing goes wrong at each place where it can: the end must be that of the run in which nothing does. */
class SweepTest {
    private static final List<String> PROCESSES = List.of("store", "skypilot", "reconciler");
    /** What is seen wrongly, once. */
    private static final List<Fault> BLINDNESS = List.of(
            Fault.READ_STALE,
            Fault.READ_PARTIAL,
            Fault.READ_EMPTY,
            Fault.READ_FAILS,
            Fault.BUS_LOSES,
            Fault.BUS_DOUBLES,
            Fault.BUS_DELAYS,
            Fault.DISK_FULL);

    static List<Scenario> scenarios() {
        return Scenario.ALL;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldEndTheSameWhoeverIsKilledAfterWhicheverStep(Scenario scenario) {
        Outcome sound = Simulation.directed(scenario.script(), new Wiring(), null);

        List<String> different = IntStream.rangeClosed(1, sound.steps())
                .boxed()
                .flatMap(step -> PROCESSES.stream().map(name -> Perturbation.kill(step, name)))
                .toList()
                .parallelStream()
                .flatMap(perturbation -> difference(scenario, sound, perturbation))
                .toList();

        assertThat(sound.violation()).isNull();
        assertThat(sound.steps()).isGreaterThan(5);
        assertThat(different).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldEndTheSameWhoeverAreKilledAfterAnyTwoSteps(Scenario scenario) {
        Outcome sound = Simulation.directed(scenario.script(), new Wiring(), null);
        Chance chance = new Chance(11);
        List<Perturbation> pairs = Stream.generate(() -> Perturbation.kill(
                                1 + chance.among(sound.steps()), PROCESSES.get(chance.among(3)))
                        .and(Perturbation.kill(1 + chance.among(sound.steps()), PROCESSES.get(chance.among(3)))))
                .limit(40)
                .toList();

        List<String> different = pairs.parallelStream()
                .flatMap(perturbation -> difference(scenario, sound, perturbation))
                .toList();

        assertThat(different).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldEndTheSameWhateverIsSeenWronglyOnce(Scenario scenario) {
        Outcome sound = Simulation.directed(scenario.script(), new Wiring(), null);

        List<String> different = BLINDNESS.stream()
                .flatMap(fault -> IntStream.rangeClosed(1, 15).mapToObj(time -> Perturbation.fault(fault, time)))
                .toList()
                .parallelStream()
                .flatMap(perturbation -> difference(scenario, sound, perturbation))
                .toList();

        assertThat(different).isEmpty();
    }

    private static Stream<String> difference(Scenario scenario, Outcome sound, Perturbation perturbation) {
        Outcome outcome = Simulation.perturbed(scenario.script(), perturbation, null);
        if (outcome.violation() != null) {
            return Stream.of(perturbation + ": " + outcome.violation());
        }
        return outcome.end().equals(sound.end())
                ? Stream.empty()
                : Stream.of(perturbation + ": " + outcome.end() + " instead of " + sound.end());
    }

    @Test
    void shouldBeWhereItIsWantedAfterEveryWish() {
        List<Outcome> bad = IntStream.range(0, Integer.getInteger("walks", 40))
                .parallel()
                .mapToObj(seed -> Simulation.walk(seed, 20))
                .filter(outcome -> outcome.violation() != null)
                .toList();

        assertThat(bad).isEmpty();
    }
}
