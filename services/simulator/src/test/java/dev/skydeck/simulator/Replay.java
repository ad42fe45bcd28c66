package dev.skydeck.simulator;

import java.util.ArrayList;
import java.util.List;

/** Runs seeds from the command line: {@code Replay <first seed> <how many>}; one seed alone is traced. */
final class Replay {
    private Replay() {}

    public static void main(String[] arguments) {
        if (arguments[0].equals("mutant")) {
            mutant(Mutant.named(arguments[1]), arguments.length > 2);
            return;
        }
        if (arguments[0].equals("mutants")) {
            for (Mutant mutant : Mutant.ALL) {
                System.out.println(mutant.name() + "  sound: "
                        + Simulation.directed(mutant.schedule(), new Wiring(), false)
                                .violation() + "  mutant: "
                        + Simulation.directed(mutant.schedule(), mutant.wiring().get(), false)
                                .violation());
            }
            return;
        }
        long first = Long.parseLong(arguments[0]);
        long count = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        long began = System.nanoTime();
        List<Simulation.Outcome> bad = new ArrayList<>();
        for (long seed = first; seed < first + count; seed++) {
            Simulation.Outcome outcome = Simulation.storm(seed, new Wiring(), count == 1);
            if (outcome.violation() != null) {
                bad.add(outcome);
                System.out.println(outcome);
            }
        }
        System.out.println(
                count + " seeds, " + bad.size() + " violations, " + (System.nanoTime() - began) / 1_000_000 + " ms");
    }

    private static void mutant(Mutant mutant, boolean sound) {
        System.out.println(Simulation.directed(
                mutant.schedule(), sound ? new Wiring() : mutant.wiring().get(), true));
    }
}
