package dev.skydeck.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What goes wrong in one run: by chance while the storm lasts, and whenever it was asked for. */
final class Faults {
    private final Chance chance;
    private final Map<Fault, Double> rates;
    private final Map<Fault, Integer> hits = new EnumMap<>(Fault.class);
    private final List<Wish> wishes = new ArrayList<>();
    private boolean storm;

    private record Wish(Fault fault, Predicate<String> about) {}

    private Faults(Chance chance, Map<Fault, Double> rates) {
        this.chance = chance;
        this.rates = rates;
        this.storm = !rates.isEmpty();
    }

    /** Each kind of fault is in some runs frequent, in some rare, in some absent. */
    static Faults storm(Chance chance) {
        Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            rates.put(fault, chance.of(0.5) ? 0 : fault.most() * chance.upTo(1_000) / 1_000);
        }
        return new Faults(chance, rates);
    }

    /** Nothing goes wrong by chance. */
    static Faults none(Chance chance) {
        return new Faults(chance, Map.of());
    }

    void end() {
        storm = false;
    }

    boolean areOn() {
        return storm;
    }

    /** Has it happen the next time that it can. */
    void force(Fault fault) {
        force(fault, any -> true);
    }

    /** @param about which of the acts that it can happen to */
    void force(Fault fault, Predicate<String> about) {
        wishes.add(new Wish(fault, about));
    }

    boolean hits(Fault fault) {
        return hits(fault, "");
    }

    /** @param about the act that it would happen to */
    boolean hits(Fault fault, String about) {
        boolean hit = isWished(fault, about) || (storm && chance.of(rates.getOrDefault(fault, 0.0)));
        if (hit) {
            count(fault);
        }
        return hit;
    }

    private boolean isWished(Fault fault, String about) {
        for (Iterator<Wish> all = wishes.iterator(); all.hasNext(); ) {
            Wish wish = all.next();
            if (wish.fault() == fault && wish.about().test(about)) {
                all.remove();
                return true;
            }
        }
        return false;
    }

    void count(Fault fault) {
        hits.merge(fault, 1, Integer::sum);
    }

    /** How often each happened. */
    Map<Fault, Integer> counts() {
        return hits;
    }
}
