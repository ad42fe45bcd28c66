package dev.skydeck.launcher;

import dev.skydeck.messages.ExperimentRequest.SeedExperiments;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.ProgressUnit;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.sandbox.SandboxVerticle;
import dev.skydeck.skypilot.TaskOptions;
import dev.skydeck.store.LaunchLimits;
import dev.skydeck.store.Prices;
import dev.skydeck.store.TotalFlag;
import dev.skydeck.syncer.FilePatterns;
import dev.skydeck.syncer.MetricNames;
import dev.skydeck.syncer.S3Access;
import dev.skydeck.syncer.SyncerOptions;
import dev.skydeck.syncer.registry.RegistryOptions;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the demo begins with: one experiment that succeeds within seconds, one that runs on, one that fails. */
final class DemoSeed {
    private static final String PROGRAM = "demo-train";

    private DemoSeed() {}

    static Settings settings(ListenOptions listen, Path database, SandboxVerticle sandbox) {
        return new Settings(
                listen.host,
                listen.port,
                listen.exposure(),
                database,
                sandbox.endpoint(),
                null,
                new SyncerOptions(
                        S3Access.of(sandbox.s3Endpoint()),
                        SandboxCommand.BUCKET,
                        "policies",
                        FilePatterns.ORIGINAL,
                        MetricNames.DEFAULT,
                        Duration.ofSeconds(60)),
                TaskOptions.NONE,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                LaunchLimits.NONE,
                List.of(),
                Prices.NONE,
                List.of(),
                Optional.empty(),
                Optional.of(new TotalFlag("epochs", ProgressUnit.EPOCH)),
                Optional.of(new RegistryOptions(
                        sandbox.registryEndpoint(),
                        Optional.empty(),
                        RegistryOptions.DEFAULT_TIMEOUT,
                        Optional.empty())));
    }

    /** Seeds an empty file in one transaction; a file with experiments stays as it is. */
    static void sow(Vertx vertx) throws Exception {
        List<Seed> seeds = List.of(
                seed("demo.baseline", "Succeeds and leaves checkpoints.", flags("4", "4", "0")),
                seed("demo.long", "Runs for an hour.", flags("3600", "720", "0")),
                seed("demo.oom", "Fails as a process does that ran out of memory.", flags("3", "3", "137")));
        new VertxBus(vertx)
                .request(new SeedExperiments(Command.by("demo"), "demo", seeds))
                .await(10, TimeUnit.SECONDS);
    }

    private static Seed seed(String name, String description, Flags flags) {
        ExperimentSpec spec =
                new ExperimentSpec(name, PROGRAM, null, null, flags, 1, 1, null, null, null, false, null, null, false);
        return new Seed(spec, DesiredState.RUNNING, new Annotations(description, null, List.of("demo")));
    }

    private static Flags flags(String seconds, String epochs, String exit) {
        Map<String, FlagValue> values = new LinkedHashMap<>();
        values.put("seconds", new FlagValue.Int(seconds));
        values.put("epochs", new FlagValue.Int(epochs));
        values.put("exit", new FlagValue.Int(exit));
        return new Flags(values);
    }
}
