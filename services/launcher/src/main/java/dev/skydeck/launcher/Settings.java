package dev.skydeck.launcher;

import dev.skydeck.gateway.Exposure;
import dev.skydeck.gateway.links.LinkTemplate;
import dev.skydeck.launcher.extract.Extractor;
import dev.skydeck.skypilot.TaskOptions;
import dev.skydeck.store.LaunchLimits;
import dev.skydeck.store.Prices;
import dev.skydeck.store.TotalFlag;
import dev.skydeck.syncer.SyncerOptions;
import dev.skydeck.syncer.registry.RegistryOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the command line, the environment and the configuration file say, once they are checked. */
record Settings(
        String host,
        int port,
        Exposure exposure,
        Path database,
        @Nullable String endpoint,
        @Nullable String workspace,
        SyncerOptions checkpoints,
        TaskOptions tasks,
        Duration pollInterval,
        Duration reconcileInterval,
        LaunchLimits limits,
        List<Extractor> extractors,
        Prices prices,
        List<LinkTemplate> links,
        Optional<String> resumeFlag,
        Optional<TotalFlag> total,
        Optional<RegistryOptions> registry) {
    Settings {
        extractors = List.copyOf(extractors);
        links = List.copyOf(links);
    }

    /** @throws StartRefused if it is not between one second and one day */
    static Duration interval(String option, double seconds) {
        if (!(seconds >= 1 && seconds <= 86_400)) {
            throw new StartRefused(option + " must be between 1 and 86400 seconds.");
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
