package dev.skydeck.gateway.filter;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A value as written.
 *
 * @param quoted whether it stood in quotes: then {@code *}, {@code me}, numbers and booleans are plain text
 */
record Value(String text, boolean quoted) {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.]*");

    /** Whether it is that word, unquoted, in any case. */
    boolean isWord(String word) {
        return !quoted && text.equalsIgnoreCase(word);
    }

    boolean isIn(String there) {
        return hasStar() ? isLike(there) : Folded.of(there).contains(Folded.of(text));
    }

    /** The whole text, whatever the case; an unquoted {@code *} stands for anything. */
    boolean isLike(String there) {
        return hasStar()
                ? Wildcard.matches(Folded.of(text), Folded.of(there))
                : Folded.of(there).equals(Folded.of(text));
    }

    private boolean hasStar() {
        return !quoted && text.indexOf('*') >= 0;
    }

    static String print(List<Value> values) {
        return values.stream().map(Value::print).collect(Collectors.joining(","));
    }

    private String print() {
        return quoted ? quoted(text) : text;
    }

    /** In quotes where it needs them as a word on its own. */
    static String quote(String text) {
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
