package dev.skydeck.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -DmutantSeeds=N} runs N storms over each mutant besides; {@code -Dmutant="…"} tells what happens to one, or takes
 * only those with commas between them. */
class MutantTest {
    private static final long SEEDS = Long.getLong("mutantSeeds", 5);

    static List<Mutant> mutants() {
        return Mutant.ALL.stream()
                .filter(mutant -> List.of(
                                System.getProperty("mutant", mutant.name()).split(","))
                        .contains(mutant.name()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void shouldStandWhatAMutantDoesNot(Mutant mutant) {
        String sound =
                Simulation.directed(mutant.schedule(), new Wiring(), null).violation();

        String mutated = Simulation.directed(
                        mutant.schedule(),
                        mutant.wiring().get(),
                        mutant.name().equals(System.getProperty("mutant")) ? System.out::println : null)
                .violation();

        assertThat(sound).isNull();
        assertThat(mutated).as(mutant.what()).isNotNull();
    }

    @Test
    void shouldCountTheStormsThatKillEachMutant() {
        System.out.println("| Guard removed | what it does | directed | of " + SEEDS + " storms |");
        System.out.println("|---|---|---|---|");
        for (Mutant mutant : mutants()) {
            String directed = Simulation.directed(
                            mutant.schedule(), mutant.wiring().get(), null)
                    .violation();
            Storms storms = Storms.run(0, SEEDS, mutant.wiring());
            System.out.printf(
                    "| %s | %s | %s | %d |%n",
                    mutant.name(),
                    mutant.what(),
                    code(directed),
                    storms.violated().size());
        }
    }

    private static String code(@Nullable String violation) {
        return violation == null ? "–" : violation.substring(0, violation.indexOf(':'));
    }
}
