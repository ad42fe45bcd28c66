package dev.skydeck.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who beside this machine may reach the gateway, and how.
 *
 * @param tls empty for plain HTTP
 * @param trustedProxy the IP address of the one proxy whose {@code X-Forwarded-*} are believed
 * @param allowedHosts names beside this machine's own, with a port where it is neither the usual one nor ours
 * @param headTimeout how long the first line and the headers of a request may take, from their first byte
 * @param bodyTimeout how long a body may take
 */
public record Exposure(
        Optional<Tls> tls,
        Optional<String> trustedProxy,
        List<String> allowedHosts,
        Duration headTimeout,
        Duration bodyTimeout) {
    /** Plain HTTP, for this machine. */
    public static final Exposure LOCAL = of(Optional.empty(), Optional.empty(), List.of());

    public Exposure {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** With the usual time for requests. */
    public static Exposure of(Optional<Tls> tls, Optional<String> trustedProxy, List<String> allowedHosts) {
        return new Exposure(tls, trustedProxy, allowedHosts, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /**
     * Files in PEM.
     *
     * @param certificate the server's own first, then those between it and the root
     * @param key its private key; others must not be able to read the file
     */
    public record Tls(Path certificate, Path key) {}

    /** Whether others than the people of this machine may reach a gateway that listens on that address. */
    boolean isOpenToOthers(String host) {
        return !Loopback.is(host) || trustedProxy.isPresent() || !allowedHosts.isEmpty();
    }
}
