package dev.skydeck.gateway;

import java.util.Locale;
import java.util.Set;

/** The addresses that only this machine can reach and that the gateway answers for. */
final class Loopback {
    private static final Set<String> ADDRESSES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private Loopback() {}

    /** As it stands in a URL. */
    static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** How this machine itself gets to a server that listens on that address. */
    static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> bracketed(host);
        };
    }

    static boolean is(String host) {
        return ADDRESSES.contains(host.toLowerCase(Locale.ROOT));
    }
}
