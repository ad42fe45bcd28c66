package dev.skydeck.skypilot;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs claim their launch before they run.
 *
 * @param endpoint an S3 server other than AWS, as jobs reach it; null for AWS
 * @param region AWS's region; when the bucket says that it is in another one, that is taken
 * @param bucket of the checkpoints
 * @param prefix claims are beside the checkpoints, in {@code <prefix>/<experiment name>/}
 * @param patience how long a job asks an S3 server that is busy or away before it ends without running
 */
public record LaunchGuardOptions(
        @Nullable String endpoint, String region, String bucket, String prefix, Duration patience) {
    private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(5);

    /** @throws IllegalArgumentException if the endpoint is no address or holds a password, with a sentence */
    public LaunchGuardOptions {
        if (endpoint != null) {
            try {
                if (new URI(endpoint).getRawUserInfo() != null) {
                    throw new IllegalArgumentException(
                            "the S3 endpoint must hold no user or password: it would stand in every task.");
                }
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("the S3 endpoint is no address.", e);
            }
        }
    }

    /** With a patience of five minutes. */
    public LaunchGuardOptions(@Nullable String endpoint, String region, String bucket, String prefix) {
        this(endpoint, region, bucket, prefix, DEFAULT_PATIENCE);
    }
}
