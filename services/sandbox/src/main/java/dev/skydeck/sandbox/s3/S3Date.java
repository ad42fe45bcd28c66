package dev.skydeck.sandbox.s3;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The two ways in which S3 writes a time. */
final class S3Date {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** As HTTP wants it, with two digits for the day, which RFC_1123_DATE_TIME does not give. */
    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private S3Date() {}

    static String iso(Instant time) {
        return ISO.format(time);
    }

    static String http(Instant time) {
        return HTTP.format(time);
    }
}
