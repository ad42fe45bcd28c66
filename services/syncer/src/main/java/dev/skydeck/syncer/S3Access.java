package dev.skydeck.syncer;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach S3.
 *
 * @param endpoint an S3 server other than AWS; null for AWS
 * @param region AWS's region; other servers ignore it, but the protocol needs one
 * @param profile of the files that the AWS tools share, for credentials; null for the usual chain
 * @param pathStyle the bucket stands in the path; always so with an endpoint
 * @param anonymous requests are not signed
 * @param timeout of one request, repeats included
 */
public record S3Access(
        @Nullable String endpoint,
        String region,
        @Nullable String profile,
        boolean pathStyle,
        boolean anonymous,
        Duration timeout) {
    /** Of AWS's first region, which answers for buckets of any. */
    public static final String DEFAULT_REGION = "us-east-1";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** @throws IllegalArgumentException if the endpoint is no http or https address, or a profile is to sign nothing */
    public S3Access {
        if (endpoint != null && !endpoint.matches("https?://[^/\\s]+\\S*")) {
            throw new IllegalArgumentException("the S3 endpoint must begin with http:// or https://");
        }
        if (anonymous && profile != null) {
            throw new IllegalArgumentException("requests that are not signed need no profile");
        }
    }

    /** Of that endpoint, or of AWS, with the usual credentials. */
    public static S3Access of(@Nullable String endpoint) {
        return new S3Access(endpoint, DEFAULT_REGION, null, false, false, TIMEOUT);
    }

    /** The same with these. */
    public S3Access with(String newRegion, @Nullable String newProfile, boolean newPathStyle, boolean newAnonymous) {
        return new S3Access(endpoint, newRegion, newProfile, newPathStyle, newAnonymous, timeout);
    }

    /** Whether the endpoint is on this machine. */
    boolean isLoopback() {
        if (endpoint == null) {
            return false;
        }
        String host = String.valueOf(URI.create(endpoint).getHost());
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }
}
