package dev.skydeck.messages.model;

import java.math.BigDecimal;

/** Sums of money that people write and read, as whole millionths of a US dollar. */
public final class MicroDollars {
    private static final int DECIMALS = 6;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

    private MicroDollars() {}

    /** @throws IllegalArgumentException with the rule that is broken */
    public static long of(BigDecimal usd) {
        if (usd.signum() < 0
                || usd.compareTo(MOST) > 0
                || usd.stripTrailingZeros().scale() > DECIMALS) {
            throw new IllegalArgumentException("must be 0 to 1000000000 US dollars with at most 6 decimals");
        }
        return usd.movePointRight(DECIMALS).longValueExact();
    }

    /** Whether {@link #of} gives it for some sum. */
    public static boolean isSum(long micros) {
        return micros >= 0 && micros <= MOST.movePointRight(DECIMALS).longValueExact();
    }

    /** In dollars, without zeros at the end, and never with an exponent. */
    public static BigDecimal dollars(long micros) {
        BigDecimal stripped = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
