package dev.skydeck.gateway.filter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A day or a moment as written; without a zone it is UTC, as in the API's answers.
 *
 * @param from the first moment that is meant
 * @param until the first moment after
 */
record TimeText(String literal, Instant from, Instant until) {
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern MOMENT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}");
    private static final Pattern ZONED = Pattern.compile(MOMENT.pattern() + "(Z|[+-][0-9]{2}:[0-9]{2})");

    static Optional<TimeText> of(String literal) {
        try {
            if (DAY.matcher(literal).matches()) {
                LocalDate day = LocalDate.parse(literal);
                return Optional.of(new TimeText(literal, start(day), start(day.plusDays(1))));
            }
            if (MOMENT.matcher(literal).matches()) {
                return Optional.of(moment(literal, LocalDateTime.parse(literal).toInstant(ZoneOffset.UTC)));
            }
            if (ZONED.matcher(literal).matches()) {
                return Optional.of(moment(literal, OffsetDateTime.parse(literal).toInstant()));
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static TimeText moment(String literal, Instant moment) {
        return new TimeText(literal, moment, moment.plusNanos(1));
    }

    /** Below 0 when that time is before what is meant, 0 when it is within, above 0 when it is after. */
    int compare(Instant there) {
        if (there.isBefore(from)) {
            return -1;
        }
        return there.isBefore(until) ? 0 : 1;
    }
}
