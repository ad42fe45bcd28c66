package dev.skydeck.messages.links;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which addresses a configuration may name: https ones, and http ones of this machine. */
public final class WebAddress {
    private static final int MOST = 2_000;

    private static final Pattern URL =
            Pattern.compile("(https?)://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?([/?#].*)?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final Pattern ALLOWED = Pattern.compile("[!#-;=?-\\[\\]_a-z~{}]*");

    private WebAddress() {}

    /**
     * Refuses any other; placeholders in braces may stand behind the host.
     *
     * @param field what the configuration calls it
     * @throws IllegalArgumentException with a sentence for who wrote it
     */
    public static void require(String field, String url) {
        if (url.length() > MOST || !ALLOWED.matcher(url).matches()) {
            throw new IllegalArgumentException(field + " must have at most " + MOST
                    + " characters, those that addresses have and placeholders in braces");
        }
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    field + " must begin with https:// and the name of a host, without placeholders in it");
        }
        if (matcher.group(1).equals("http")
                && !LOOPBACK.matcher(matcher.group(2)).matches()) {
            throw new IllegalArgumentException(
                    field + " must be https; http is for this machine only, and " + matcher.group(2) + " is another");
        }
    }
}
