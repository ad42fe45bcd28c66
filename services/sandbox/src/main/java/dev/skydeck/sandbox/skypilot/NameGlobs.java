package dev.skydeck.sandbox.skypilot;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names with {@code *}, {@code ?} and {@code [..]}, as Python's {@code fnmatch} takes them. */
final class NameGlobs {
    private final @Nullable List<Pattern> patterns;

    private NameGlobs(@Nullable List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** Null means every name. */
    static NameGlobs of(@Nullable JsonArray names) {
        return new NameGlobs(
                names == null
                        ? null
                        : names.stream()
                                .map(name -> pattern(String.valueOf(name)))
                                .toList());
    }

    boolean fits(String name) {
        return patterns == null
                || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char c = glob.charAt(at);
            int end = c == '[' ? glob.indexOf(']', at + 2) : -1;
            if (end > 0) {
                String inside = glob.substring(at + 1, end).replaceFirst("^!", "^");
                regex.append('[')
                        .append(inside.replaceAll("[\\\\\\[&]", "\\\\$0"))
                        .append(']');
                at = end;
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
            at++;
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
