package dev.skydeck.launcher;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;

/** Sums of money and spans of hours that people write, checked. */
final class Dollars {
    /** Of a limit that names none. */
    static final BigDecimal DEFAULT_HOURS = BigDecimal.valueOf(24);

    private static final BigDecimal HOUR_MILLIS = BigDecimal.valueOf(3_600_000);
    private static final int DECIMALS = 6;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);
    /** Ten years. */
    private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(87_600);

    private Dollars() {}

    /** @param refused what is thrown, by the rule that is broken */
    static BigDecimal checked(BigDecimal usd, Function<String, ? extends RuntimeException> refused) {
        if (usd.signum() < 0
                || usd.compareTo(MOST) > 0
                || usd.stripTrailingZeros().scale() > DECIMALS) {
            throw refused.apply("must be 0 to 1000000000 US dollars with at most 6 decimals");
        }
        return usd;
    }

    static BigDecimal checkedHours(BigDecimal hours, Function<String, ? extends RuntimeException> refused) {
        if (hours.compareTo(BigDecimal.ONE) < 0 || hours.compareTo(MOST_HOURS) > 0) {
            throw refused.apply("must be 1 to 87600 hours");
        }
        return hours;
    }

    /** Millionths of a dollar, exactly. */
    static long micros(BigDecimal usd) {
        return usd.movePointRight(DECIMALS).longValueExact();
    }

    static Duration window(BigDecimal hours) {
        return Duration.ofMillis(hours.multiply(HOUR_MILLIS).longValue());
    }
}
