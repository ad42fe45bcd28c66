package dev.skydeck.launcher;

import dev.skydeck.messages.model.MicroDollars;
import dev.skydeck.store.SpendLimit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;

/** Sums of money and spans of hours that people write, checked. */
final class Dollars {
    /** Of a limit that names none. */
    static final BigDecimal DEFAULT_HOURS = BigDecimal.valueOf(SpendLimit.DEFAULT_WINDOW.toHours());

    private static final BigDecimal HOUR_MILLIS = BigDecimal.valueOf(3_600_000);
    /** Ten years. */
    private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(87_600);

    private Dollars() {}

    /** @param refused what is thrown, by the rule that is broken */
    static BigDecimal checked(BigDecimal usd, Function<String, ? extends RuntimeException> refused) {
        try {
            MicroDollars.of(usd);
            return usd;
        } catch (IllegalArgumentException e) {
            throw refused.apply(String.valueOf(e.getMessage()));
        }
    }

    static BigDecimal checkedHours(BigDecimal hours, Function<String, ? extends RuntimeException> refused) {
        if (hours.compareTo(BigDecimal.ONE) < 0 || hours.compareTo(MOST_HOURS) > 0) {
            throw refused.apply("must be 1 to 87600 hours");
        }
        return hours;
    }

    /** Millionths of a dollar, exactly. */
    static long micros(BigDecimal usd) {
        return MicroDollars.of(usd);
    }

    static Duration window(BigDecimal hours) {
        return Duration.ofMillis(hours.multiply(HOUR_MILLIS).longValue());
    }
}
