package dev.skydeck.store;

import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job of a launch as SkyPilot shows it once it has run. */
record RanJob(
        long id,
        Launch launch,
        @Nullable String clusterResources,
        @Nullable String cloud) {
    static RanJob of(long id, Launch launch) {
        return new RanJob(id, launch, null, null);
    }

    RanJob on(@Nullable String resources, @Nullable String where) {
        return new RanJob(id, launch, resources, where);
    }

    /** @param ran how long it ran by SkyPilot's count, recoveries left out */
    ObservedJob ended(Instant start, double after, double ran) {
        Instant end = start.plusMillis(Math.round(after * 1000));
        return row("SUCCEEDED", start, end, ran, 0, null);
    }

    ObservedJob running(Instant start) {
        return row("RUNNING", start, null, null, 0, null);
    }

    ObservedJob recovering(Instant start, double ranBefore) {
        return row("RECOVERING", start, null, ranBefore, 1, null);
    }

    ObservedJob runningAgain(Instant start, Instant recovered) {
        return row("RUNNING", start, null, null, 1, recovered);
    }

    private ObservedJob row(
            String status,
            Instant start,
            @Nullable Instant end,
            @Nullable Double seconds,
            int recoveries,
            @Nullable Instant recovered) {
        return new ObservedJob(
                id,
                0,
                launch.jobName(),
                status,
                "ALIVE",
                start,
                start,
                end,
                seconds,
                recoveries,
                null,
                null,
                null,
                cloud,
                null,
                null,
                "abcd1234",
                "ann",
                null,
                Map.of(LaunchToken.METADATA_KEY, launch.token()),
                new JobFacts(null, null, null, recovered, null, clusterResources, null, null, Map.of()));
    }
}
