package dev.skydeck.messages.sweep;

import dev.skydeck.messages.model.FlagValue;
import java.math.BigDecimal;

/** The numbers of axes: which can be computed with, and how they are written on a command line. */
final class Numbers {
    private static final int MOST_DIGITS = 100;
    private static final int MOST_MAGNITUDE = 300;
    private static final int MOST_PLAIN_DIGITS = 21;
    private static final BigDecimal SMALL = new BigDecimal("0.001");

    private Numbers() {}

    /** Whether it is of a size that sums and powers can be computed of in no time. */
    static boolean isUsable(BigDecimal number) {
        return number.precision() <= MOST_DIGITS
                && Math.abs((long) number.precision() - number.scale() - 1) <= MOST_MAGNITUDE;
    }

    /** Whether it was written as a whole number: 1.0 was not. */
    static boolean isWhole(BigDecimal number) {
        return number.scale() <= 0;
    }

    /** {@code 16}, {@code 0.25}, {@code 1.0}; below 0.001 {@code 3.16e-4}. */
    static FlagValue value(BigDecimal number) {
        if (number.signum() != 0 && number.abs().compareTo(SMALL) < 0) {
            return new FlagValue.Dec(scientific(number));
        }
        String plain = number.toPlainString();
        if (plain.length() > MOST_PLAIN_DIGITS) {
            return new FlagValue.Dec(scientific(number));
        }
        return number.scale() <= 0 ? new FlagValue.Int(plain) : new FlagValue.Dec(plain);
    }

    private static String scientific(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        String digits = stripped.unscaledValue().abs().toString();
        long exponent = (long) digits.length() - 1 - stripped.scale();
        return (stripped.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + "e" + exponent;
    }
}
