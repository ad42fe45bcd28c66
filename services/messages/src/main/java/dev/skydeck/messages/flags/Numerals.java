package dev.skydeck.messages.flags;

import dev.skydeck.messages.model.FlagValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them, without a digit lost. */
final class Numerals {
    private static final Pattern WRITTEN =
            Pattern.compile("([+-]?)([0-9]+(?:_[0-9]+)*)(\\.[0-9]+(?:_[0-9]+)*)?([eE][+-]?[0-9]{1,9})?([KMB]?)");
    private static final Map<String, Integer> ZEROS = Map.of("", 0, "K", 3, "M", 6, "B", 9);
    /** Digits of a number once it is written out; what {@link FlagValue.Int} takes. */
    private static final int MOST_DIGITS = 500;

    private Numerals() {}

    /** @throws IllegalArgumentException if it is no JSON number */
    static FlagValue literal(String json) {
        return json.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))
                ? new FlagValue.Int(json)
                : new FlagValue.Dec(json);
    }

    /** Whether it can be compared and written out in no time, whatever stands in its exponent. */
    static boolean isComparable(String json) {
        try {
            return isUsable(new BigDecimal(json));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isUsable(BigDecimal number) {
        return number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS;
    }

    /**
     * The number that a value means: a number, or a text such as {@code 10M}, {@code 1_000_000} or {@code 1e-4}. A JSON literal
     * comes back as it is, anything else written out. Empty for what is no number, or one of more than 500 digits.
     */
    static Optional<Numeral> number(FlagValue value) {
        if (value instanceof FlagValue.Bool) {
            return Optional.empty();
        }
        String text = value.commandText();
        Matcher written = WRITTEN.matcher(text);
        if (text.length() > MOST_DIGITS || !written.matches()) {
            return Optional.empty();
        }
        BigDecimal exact = new BigDecimal(text.replace("_", "").replaceAll("[KMB]$", ""));
        BigDecimal scaled = exact.scaleByPowerOfTen(ZEROS.getOrDefault(written.group(5), 0));
        if (!isUsable(scaled)) {
            return Optional.empty();
        }
        return Optional.of(new Numeral(scaled, asWritten(text, scaled)));
    }

    private static FlagValue asWritten(String text, BigDecimal exact) {
        try {
            return literal(text);
        } catch (IllegalArgumentException e) {
            return literal(plain(exact));
        }
    }

    private static String plain(BigDecimal number) {
        BigDecimal plain = number.scale() > 0 ? number.stripTrailingZeros() : number;
        return plain.signum() == 0 ? "0" : plain.toPlainString();
    }

    /** @param value how it goes to the command line */
    record Numeral(BigDecimal exact, FlagValue value) {
        boolean isWhole() {
            return exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
        }

        /** As an integer, written out. */
        FlagValue whole() {
            return value instanceof FlagValue.Int
                    ? value
                    : new FlagValue.Int(exact.toBigIntegerExact().toString());
        }
    }
}
