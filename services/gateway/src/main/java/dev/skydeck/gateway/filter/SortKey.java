package dev.skydeck.gateway.filter;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one row is sorted by: a number, a text, or neither where the row has no such value. Numbers stand before texts.
 * Both are cut, so that a cursor that holds them stays short; rows that agree so far are in the order of their ids.
 */
record SortKey(@Nullable BigDecimal number, @Nullable String text) {
    static final SortKey MISSING = new SortKey(null, null);

    private static final int MAX_TEXT = 100;

    static SortKey of(String text) {
        String folded = Folded.of(text).replace('\0', ' ');
        int cut = folded.offsetByCodePoints(0, Math.min(MAX_TEXT, folded.codePointCount(0, folded.length())));
        return new SortKey(null, folded.substring(0, cut));
    }

    static SortKey of(BigDecimal number) {
        return new SortKey(number.round(MathContext.DECIMAL128), null);
    }

    static SortKey of(long number) {
        return of(BigDecimal.valueOf(number));
    }

    static SortKey of(Instant time) {
        return of(BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9)));
    }

    /** Whichever the direction, rows without a value are last. */
    int compare(SortKey other, boolean descending) {
        if (rank() != other.rank() && Math.max(rank(), other.rank()) == 2) {
            return Integer.compare(rank(), other.rank());
        }
        int ascending = compare(other);
        return descending ? -ascending : ascending;
    }

    private int compare(SortKey other) {
        if (number != null && other.number != null) {
            return number.compareTo(other.number);
        }
        if (text != null && other.text != null) {
            return Integer.signum(text.compareTo(other.text));
        }
        return Integer.compare(rank(), other.rank());
    }

    private int rank() {
        return number != null ? 0 : text != null ? 1 : 2;
    }

    String print() {
        return number != null ? "n" + number : text != null ? "t" + text : "";
    }

    /** @throws NumberFormatException if it is none that was printed */
    static SortKey parse(String printed) {
        if (printed.isEmpty()) {
            return MISSING;
        }
        String rest = printed.substring(1);
        return switch (printed.charAt(0)) {
            case 'n' -> new SortKey(new BigDecimal(rest), null);
            case 't' -> new SortKey(null, rest);
            default -> throw new NumberFormatException("neither a number nor a text");
        };
    }
}
