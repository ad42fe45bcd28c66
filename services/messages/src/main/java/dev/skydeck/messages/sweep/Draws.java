package dev.skydeck.messages.sweep;

import java.math.BigDecimal;

/**
 * Random numbers that are the same for a seed on every machine and in every version: SplitMix64, written out because Java
 * promises nothing for those of its own generators.
 */
final class Draws {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    /** @param flag two flags with one seed do not go in step */
    Draws(long seed, String flag) {
        state = seed ^ (flag.hashCode() * GOLDEN);
    }

    /** From 0, less than 1, 53 bits of it. */
    BigDecimal next() {
        return new BigDecimal((bits() >>> 11) * 0x1.0p-53);
    }

    private long bits() {
        state += GOLDEN;
        long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
