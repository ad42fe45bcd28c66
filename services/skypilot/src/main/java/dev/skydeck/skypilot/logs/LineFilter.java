package dev.skydeck.skypilot.logs;

import dev.skydeck.messages.LogRequest.LogFilter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which lines of a log a reader wants. */
final class LineFilter {
    private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
    /** As in {@code (head, rank=0, pid=7)} or {@code (setup rank=1)}: SkyPilot's prefix where there are several nodes. */
    private static final Pattern RANK = Pattern.compile("\\((?:[^()]*[ ,])?rank=(\\d{1,9})[^()]*\\).*", Pattern.DOTALL);

    private final LogFilter wanted;

    LineFilter(LogFilter wanted) {
        this.wanted = wanted;
    }

    /** @param text whole lines with their line feeds */
    String of(byte[] text) {
        String all = new String(text, StandardCharsets.UTF_8);
        if (wanted.equals(LogFilter.NONE)) {
            return all;
        }
        StringBuilder kept = new StringBuilder();
        int from = 0;
        while (from < all.length()) {
            int end = all.indexOf('\n', from) + 1;
            String line = all.substring(from, end == 0 ? all.length() : end);
            if (matches(ANSI.matcher(line).replaceAll(""))) {
                kept.append(line);
            }
            from += line.length();
        }
        return kept.toString();
    }

    private boolean matches(String plain) {
        Optional<String> text = wanted.text();
        return (text.isEmpty() || plain.contains(text.get()))
                && (wanted.rank().isEmpty() || isOf(plain, wanted.rank().get()));
    }

    private static boolean isOf(String plain, int rank) {
        Matcher prefix = RANK.matcher(plain);
        return !prefix.matches() || Long.parseLong(prefix.group(1)) == rank;
    }
}
