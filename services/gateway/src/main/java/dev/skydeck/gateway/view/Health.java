package dev.skydeck.gateway.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How SkyDeck and its sources are: the first SkyDeck's fields, then ours.
 *
 * @param flags the commands that print what tools say of their flags; null where none is configured
 */
public record Health(
        String status,
        Source skypilot,
        Source s3,
        Source observatory,
        int numExperiments,
        int numRunningJobs,
        int numClusters,
        String version,
        String build,
        long revision,
        List<RolePresence> roles,
        String instanceId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Source flags) {

    /**
     * A source of ours.
     *
     * @param running whether the role that reads it has been heard of lately
     */
    public record Source(
            @Nullable String lastSync,
            @Nullable Double stalenessSeconds,
            boolean running,
            @Nullable String error,
            @Nullable Double intervalSeconds) {
        /** A source that nothing is known of. */
        public static final Source UNKNOWN = new Source(null, null, false, null, null);

        /** @param ageMillis time since the last good reading; null when there was none */
        public static Source of(
                @Nullable Long ageMillis, boolean running, @Nullable String error, long intervalMillis, Instant now) {
            return new Source(
                    ageMillis == null ? null : Times.plain(now.minusMillis(ageMillis)),
                    ageMillis == null ? null : ageMillis / 1_000.0,
                    running,
                    error,
                    intervalMillis / 1_000.0);
        }
    }

    public record RolePresence(String name, boolean present) {}
}
