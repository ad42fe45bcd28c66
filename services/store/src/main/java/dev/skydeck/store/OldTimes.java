package dev.skydeck.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/** Times as files of the original hold them: ISO text with {@code T} or a blank, with a zone or none, dates, epoch numbers. */
final class OldTimes {
    private static final DateTimeFormatter TEXT =
            formatter(DateTimeFormatter.ISO_LOCAL_DATE, DateTimeFormatter.ISO_LOCAL_TIME);
    private static final DateTimeFormatter BASIC = formatter(
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT), DateTimeFormatter.ofPattern("HHmm[ss]", Locale.ROOT));
    /** Numbers above are milliseconds: as seconds they would lie beyond the year 5138. */
    private static final double SECONDS_BELOW = 1e11;

    private OldTimes() {}

    private static DateTimeFormatter formatter(DateTimeFormatter date, DateTimeFormatter time) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(date)
                .optionalStart()
                .appendPattern("['T'][ ]")
                .append(time)
                .optionalStart()
                .appendPattern("[ ]")
                .appendOffset("+HH:mm", "Z")
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HHmm", "Z")
                .optionalEnd()
                .optionalEnd()
                .toFormatter(Locale.ROOT);
    }

    /**
     * The time in epoch milliseconds; empty when the value means none.
     *
     * @param zone of a text that names none
     */
    static Optional<Long> millis(Object value, ZoneId zone) {
        if (value instanceof Number number) {
            return ofNumber(number.doubleValue());
        }
        String text = String.valueOf(value).strip();
        try {
            if (text.matches("[0-9]{9,13}(\\.[0-9]+)?")) {
                return ofNumber(Double.parseDouble(text));
            }
            DateTimeFormatter form = text.matches("[0-9]{8}([T ].*)?") ? BASIC : TEXT;
            return sound(ofText(form.parse(text), zone).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> ofNumber(double number) {
        return Double.isFinite(number)
                ? sound(Math.round(Math.abs(number) < SECONDS_BELOW ? number * 1_000 : number))
                : Optional.empty();
    }

    private static Optional<Long> sound(long millis) {
        return SqlRow.isTime(millis) ? Optional.of(millis) : Optional.empty();
    }

    private static Instant ofText(TemporalAccessor parsed, ZoneId zone) {
        if (parsed.query(TemporalQueries.offset()) != null) {
            return OffsetDateTime.from(parsed).toInstant();
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        return LocalDateTime.of(LocalDate.from(parsed), time == null ? LocalTime.MIDNIGHT : time)
                .atZone(zone)
                .toInstant();
    }
}
