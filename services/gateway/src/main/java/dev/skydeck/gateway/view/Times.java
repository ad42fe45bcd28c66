package dev.skydeck.gateway.view;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two forms of a time: the first SkyDeck's, ISO in UTC without a zone, and RFC 3339. */
final class Times {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

    private Times() {}

    /** As the first SkyDeck wrote it; the fraction is left out when it is zero. */
    static String plain(Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        return (utc.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROS).format(utc);
    }

    static @Nullable String plainOrNull(@Nullable Instant time) {
        return time == null ? null : plain(time);
    }

    /** RFC 3339 with {@code Z}. */
    static @Nullable String zonedOrNull(@Nullable Instant time) {
        return time == null ? null : zoned(time);
    }

    static String zoned(Instant time) {
        return time.toString();
    }
}
