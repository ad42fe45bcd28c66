package dev.skydeck.gateway;

import java.util.Locale;
import java.util.Set;

/** The addresses that only this machine can reach and that the gateway answers for. */
final class Loopback {
    private static final Set<String> ADDRESSES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private Loopback() {}

    static boolean is(String host) {
        return ADDRESSES.contains(host.toLowerCase(Locale.ROOT));
    }
}
