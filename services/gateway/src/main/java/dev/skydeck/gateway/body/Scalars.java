package dev.skydeck.gateway.body;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whole numbers and booleans with the coercions that the first SkyDeck allowed: {@code "2"}, {@code 3.0}, {@code "yes"}. */
final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,30}(\\.0{1,30})?");
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");

    private Scalars() {}

    /** The number, or {@code fallback} with a problem added. */
    static long whole(JsonValue value, List<Object> loc, long fallback, long min, long max, Problems problems) {
        BigDecimal number;
        if (value instanceof JsonValue.Text text) {
            if (!WHOLE.matcher(text.value().strip()).matches()) {
                String message = "Input should be a valid integer, unable to parse string as an integer";
                problems.add("int_parsing", loc, message, value);
                return fallback;
            }
            number = new BigDecimal(text.value().strip());
        } else if (value instanceof JsonValue.Num literal) {
            number = decimal(literal.literal(), max);
            if (!isWhole(number)) {
                String message = "Input should be a valid integer, got a number with a fractional part";
                problems.add("int_from_float", loc, message, value);
                return fallback;
            }
        } else {
            problems.add("int_type", loc, "Input should be a valid integer", value);
            return fallback;
        }
        if (number.compareTo(BigDecimal.valueOf(min)) < 0) {
            problems.add("greater_than_equal", loc, "Input should be greater than or equal to " + min, value);
            return fallback;
        }
        if (number.compareTo(BigDecimal.valueOf(max)) > 0) {
            problems.add("less_than_equal", loc, "Input should be less than or equal to " + max, value);
            return fallback;
        }
        return number.longValueExact();
    }

    /** Huge exponents become a number out of range: arithmetic on them could take for ever. */
    private static BigDecimal decimal(String literal, long max) {
        BigDecimal beyond = BigDecimal.valueOf(max).add(BigDecimal.ONE);
        try {
            BigDecimal number = new BigDecimal(literal);
            if (number.signum() == 0) {
                return BigDecimal.ZERO;
            }
            long magnitude = (long) number.precision() - number.scale();
            if (magnitude < -30) {
                return new BigDecimal("0.5");
            }
            return magnitude > 30 ? (number.signum() < 0 ? beyond.negate() : beyond) : number;
        } catch (NumberFormatException | ArithmeticException e) {
            return beyond;
        }
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    /** The number, or 0 with a problem added: no number, or one that no {@code double} holds. */
    static double real(JsonValue value, List<Object> loc, Problems problems) {
        if (!(value instanceof JsonValue.Num literal)) {
            problems.add("float_type", loc, "Input should be a valid number", value);
            return 0;
        }
        double number = Double.parseDouble(literal.literal());
        if (!Double.isFinite(number)) {
            problems.add("finite_number", loc, "Input should be a finite number", value);
            return 0;
        }
        return number;
    }

    /** The boolean, or {@code fallback} with a problem added. */
    static boolean bool(JsonValue value, List<Object> loc, boolean fallback, Problems problems) {
        if (value instanceof JsonValue.Bool bool) {
            return bool.value();
        }
        String word = null;
        if (value instanceof JsonValue.Text text) {
            word = text.value().toLowerCase(Locale.ROOT);
        } else if (value instanceof JsonValue.Num number) {
            word = number.literal().replaceFirst("\\.0+$", "");
        } else {
            problems.add("bool_type", loc, "Input should be a valid boolean", value);
            return fallback;
        }
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
            String message = "Input should be a valid boolean, unable to interpret input";
            problems.add("bool_parsing", loc, message, value);
            return fallback;
        }
        return TRUE.contains(word);
    }
}
