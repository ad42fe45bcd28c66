package dev.skydeck.gateway.filter;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number as written and what it means, exactly. */
record NumberText(String literal, BigDecimal number) {
    private static final Pattern FORM =
            Pattern.compile("(-?(?:0|[1-9][0-9]{0,999})(?:\\.[0-9]{1,499})?(?:[eE][+-]?[0-9]{1,9})?)([kKmMbB]?)");
    private static final Map<String, BigDecimal> SUFFIXES = Map.of(
            "", BigDecimal.ONE,
            "K", new BigDecimal("1000"),
            "M", new BigDecimal("1000000"),
            "B", new BigDecimal("1000000000"));

    /** A JSON number, also with K, M or B for thousands, millions and billions. */
    static Optional<NumberText> of(String literal) {
        Matcher parts = FORM.matcher(literal);
        if (!parts.matches()) {
            return Optional.empty();
        }
        BigDecimal suffix = SUFFIXES.getOrDefault(parts.group(2).toUpperCase(Locale.ROOT), BigDecimal.ONE);
        return Optional.of(new NumberText(literal, new BigDecimal(parts.group(1)).multiply(suffix)));
    }

    /** A JSON number without a suffix. */
    static Optional<NumberText> plain(String literal) {
        return of(literal).filter(number -> Character.isDigit(literal.charAt(literal.length() - 1)));
    }
}
