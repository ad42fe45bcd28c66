package dev.skydeck.syncer;

import dev.skydeck.messages.model.CheckpointFolder;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where checkpoints are and how often to look.
 *
 * @param endpoint an S3 server other than AWS; null for AWS
 * @param region AWS's region; other servers ignore it, but the protocol needs one
 * @param bucket null when none is configured: then there is nothing to look at, which is no error
 * @param prefix checkpoints are in {@code <prefix>/<experiment name>/}
 * @param pathStyle the bucket stands in the path; always so with an endpoint
 * @param interval pause between passes
 * @param timeout of one listing, repeats included
 */
public record SyncerOptions(
        @Nullable String endpoint,
        String region,
        @Nullable String bucket,
        String prefix,
        boolean pathStyle,
        Duration interval,
        Duration timeout) {
    /** Of AWS's first region, which answers for buckets of any. */
    public static final String DEFAULT_REGION = "us-east-1";

    /** While a job writes to an S3 server of this machine, looking often costs nothing. */
    private static final Duration LOOPBACK_ACTIVE = Duration.ofSeconds(2);

    /** @throws IllegalArgumentException if the endpoint is no http or https address */
    public SyncerOptions {
        if (endpoint != null && !endpoint.matches("https?://[^/\\s]+\\S*")) {
            throw new IllegalArgumentException("the S3 endpoint must begin with http:// or https://");
        }
    }

    /** Options with the region us-east-1 and a time-out of 30 seconds. */
    public static SyncerOptions of(
            @Nullable String endpoint, @Nullable String bucket, String prefix, Duration interval) {
        return new SyncerOptions(endpoint, DEFAULT_REGION, bucket, prefix, false, interval, Duration.ofSeconds(30));
    }

    /** Whether the endpoint is on this machine. */
    boolean isLoopback() {
        if (endpoint == null) {
            return false;
        }
        String host = String.valueOf(URI.create(endpoint).getHost());
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    Duration pause(boolean active) {
        return active && isLoopback() && interval.compareTo(LOOPBACK_ACTIVE) > 0 ? LOOPBACK_ACTIVE : interval;
    }

    /** What the keys of an experiment's files begin with. */
    String prefixOf(String experimentName) {
        return CheckpointFolder.of(prefix, experimentName);
    }
}
