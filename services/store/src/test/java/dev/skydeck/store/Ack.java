package dev.skydeck.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** That a write was acknowledged: the commit's revision and the experiment that it changed. */
record Ack(long revision, long experiment) {
    private static final Pattern LINE = Pattern.compile("ack (\\d+) (\\d+) \\.");

    /** How a {@link LoadProcess} prints it; the dot shows that the line is whole. */
    String line() {
        return "ack " + revision + " " + experiment + " .";
    }

    static Optional<Ack> read(String line) {
        Matcher found = LINE.matcher(line);
        return found.matches()
                ? Optional.of(new Ack(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
                : Optional.empty();
    }
}
