package dev.skydeck.simulator;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All luck of a run, from its seed. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean of(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** From 0 to less than that many. */
    long upTo(long most) {
        return random.nextLong(Math.max(1, most));
    }

    long between(long least, long most) {
        return least + upTo(most - least);
    }

    int among(int size) {
        return random.nextInt(size);
    }

    RandomGenerator generator() {
        return random;
    }
}
