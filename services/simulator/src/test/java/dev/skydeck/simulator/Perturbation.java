package dev.skydeck.simulator;

import java.util.ArrayList;
import java.util.List;

/** What goes wrong in a run, and when. */
final class Perturbation {
    private record Kill(int step, String process) {}

    private record Hit(Fault fault, int time) {}

    private final List<Kill> kills = new ArrayList<>();
    private final List<Hit> hits = new ArrayList<>();

    private Perturbation() {}

    /** The process dies after that step, counted from 1. */
    static Perturbation kill(int step, String process) {
        Perturbation perturbation = new Perturbation();
        perturbation.kills.add(new Kill(step, process));
        return perturbation;
    }

    /** The fault happens the n-th time that it can, counted from 1. */
    static Perturbation fault(Fault fault, int time) {
        Perturbation perturbation = new Perturbation();
        perturbation.hits.add(new Hit(fault, time));
        return perturbation;
    }

    Perturbation and(Perturbation other) {
        Perturbation both = new Perturbation();
        both.kills.addAll(kills);
        both.kills.addAll(other.kills);
        both.hits.addAll(hits);
        both.hits.addAll(other.hits);
        return both;
    }

    /** Brings it into a run that has not begun. */
    void into(Simulation run) {
        for (Kill kill : kills) {
            run.atStep(kill.step(), () -> run.kill(kill.process()));
        }
        for (Hit hit : hits) {
            int[] left = {hit.time()};
            run.faults().force(hit.fault(), about -> --left[0] == 0);
        }
    }

    @Override
    public String toString() {
        return kills + " " + hits;
    }
}
