package dev.skydeck.gateway.filter;

import java.util.List;

/** Patterns in which {@code *} stands for any text. Takes time with the product of the lengths at most, unlike a regular expression. */
final class Wildcard {
    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        List<String> parts = List.of(pattern.split("\\*", -1));
        String first = parts.get(0);
        String last = parts.get(parts.size() - 1);
        if (text.length() < first.length() + last.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int at = first.length();
        int end = text.length() - last.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, at);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            at = found + part.length();
        }
        return true;
    }
}
