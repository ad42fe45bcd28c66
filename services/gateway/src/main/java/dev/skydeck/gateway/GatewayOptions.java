package dev.skydeck.gateway;

import dev.skydeck.gateway.links.LinkTemplate;
import dev.skydeck.gateway.stream.StreamOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the gateway listens and what it tells of itself.
 *
 * @param host where it listens; beyond loopback only as {@link ExposureCheck} allows
 * @param port 0 for any free one
 * @param version the product's version
 * @param build names this build, so that a page of another build knows that it is old
 * @param idleTimeout how long a connection may be silent
 * @param storeLook pause between two looks whether the store is there and no event was lost
 * @param streams limits of the event streams
 * @param exposure who beside this machine may reach it
 * @param resumeFlag that takes the URI of a checkpoint to go on from; empty when none is configured
 * @param links that every experiment has, as far as it has their values
 */
public record GatewayOptions(
        String host,
        int port,
        String version,
        String build,
        Duration idleTimeout,
        Duration storeLook,
        StreamOptions streams,
        Exposure exposure,
        List<LinkTemplate> links,
        Optional<String> resumeFlag) {
    public GatewayOptions {
        links = List.copyOf(links);
    }

    /** For this machine, over plain HTTP. */
    public GatewayOptions(
            String host,
            int port,
            String version,
            String build,
            Duration idleTimeout,
            Duration storeLook,
            StreamOptions streams) {
        this(host, port, version, build, idleTimeout, storeLook, streams, Exposure.LOCAL, List.of(), Optional.empty());
    }

    /** The same, reached in another way. */
    public GatewayOptions exposed(Exposure other) {
        return new GatewayOptions(
                host, port, version, build, idleTimeout, storeLook, streams, other, links, resumeFlag);
    }

    /** The same with those links. */
    public GatewayOptions with(List<LinkTemplate> others) {
        return new GatewayOptions(
                host, port, version, build, idleTimeout, storeLook, streams, exposure, others, resumeFlag);
    }

    /** The same with that flag for checkpoints to go on from. */
    public GatewayOptions resuming(Optional<String> flag) {
        return new GatewayOptions(host, port, version, build, idleTimeout, storeLook, streams, exposure, links, flag);
    }

    /** The usual limits; the version names the build. */
    public static GatewayOptions at(String host, int port, String version) {
        return at(host, port, version, version);
    }

    /** The usual limits. */
    public static GatewayOptions at(String host, int port, String version, String build) {
        return new GatewayOptions(
                host, port, version, build, Duration.ofSeconds(60), Duration.ofSeconds(5), StreamOptions.DEFAULT);
    }
}
