package dev.skydeck.sandbox.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which bytes of an object are sent. */
record ByteRange(long from, long length) {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Null where the whole object is sent: no Range header, or one that S3 passes over.
     *
     * @throws S3Error where no byte of the range is there
     */
    static @Nullable ByteRange of(@Nullable String header, long size) throws S3Error {
        Matcher matcher = RANGE.matcher(header == null ? "" : header);
        if (!matcher.matches()) {
            return null;
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? null : ending(Long.parseLong(last), size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return null;
        }
        if (from >= size) {
            throw unsatisfiable();
        }
        return new ByteRange(from, to - from + 1);
    }

    private static ByteRange ending(long wanted, long size) throws S3Error {
        long length = Math.min(wanted, size);
        if (length == 0) {
            throw unsatisfiable();
        }
        return new ByteRange(size - length, length);
    }

    private static S3Error unsatisfiable() {
        return new S3Error(416, "InvalidRange", "The requested range is not satisfiable");
    }

    String contentRange(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}
