package dev.skydeck.launcher;

import dev.skydeck.launcher.extract.Extractor;
import dev.skydeck.skypilot.LaunchGuardOptions;
import dev.skydeck.skypilot.TaskOptions;
import dev.skydeck.syncer.SyncerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code skydeck serve}: all services in this process, or those that {@code --role} names. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs SkyDeck against a SkyPilot API server.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ParentCommand
    private @Nullable SkyDeckCommand parent;

    // Read before the command line is, because it gives the other options their defaults.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A YAML file with options and sections (SKYDECK_CONFIG; default ~/.skydeck/config.yaml where there is"
                            + " one). Options before the environment before the file.")
    private @Nullable Path config;

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${SKYPILOT_API_SERVER_ENDPOINT}",
            description =
                    "The SkyPilot API server (SKYPILOT_API_SERVER_ENDPOINT; default what ~/.sky/config.yaml says, else"
                            + " the one of this machine).")
    private @Nullable String endpoint;

    @Option(
            names = "--workspace",
            paramLabel = "NAME",
            description = "SkyPilot's workspace of all jobs (default active_workspace of ~/.sky/config.yaml).")
    private @Nullable String workspace;

    @Mixin
    private S3Options s3 = new S3Options();

    @Option(
            names = "--task-template",
            paramLabel = "FILE",
            description = "A SkyPilot task YAML that every job starts from.")
    private @Nullable Path taskTemplate;

    @Option(
            names = "--task-secret",
            split = ",",
            paramLabel = "NAME",
            description = "An environment variable of this process that tasks may have as a secret; may be repeated.")
    private Set<String> taskSecrets = Set.of();

    @Option(
            names = "--accelerator",
            paramLabel = "TYPE",
            description = "The accelerator of experiments that want GPUs and name none, such as H100.")
    private @Nullable String accelerator;

    @Option(names = "--infra", paramLabel = "INFRA", description = "SkyPilot's infra for every job, such as slurm.")
    private @Nullable String infra;

    @Option(
            names = "--poll-interval",
            paramLabel = "SECONDS",
            defaultValue = "${SKYDECK_POLL_INTERVAL:-30}",
            description = "The most that may pass between two looks at SkyPilot (default 30; SKYDECK_POLL_INTERVAL).")
    private double pollInterval = 30;

    @Option(
            names = "--reconcile-interval",
            paramLabel = "SECONDS",
            defaultValue = "${SKYDECK_RECONCILE_INTERVAL:-60}",
            description = "Pause between full passes (default 60; SKYDECK_RECONCILE_INTERVAL).")
    private double reconcileInterval = 60;

    @Option(
            names = "--sync-interval",
            paramLabel = "SECONDS",
            defaultValue = "${SKYDECK_SYNC_INTERVAL:-60}",
            description = "Pause between looks at S3 (default 60; SKYDECK_SYNC_INTERVAL).")
    private double syncInterval = 60;

    @Option(
            names = "--role",
            split = ",",
            paramLabel = "ROLE",
            description = "Plays only these roles and joins the others over the bus: ${COMPLETION-CANDIDATES}.")
    private Set<Role> roles = EnumSet.allOf(Role.class);

    @Mixin
    private LaunchGuardOption guard = new LaunchGuardOption();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws Exception {
        Settings settings = settings();
        boolean alone = roles.containsAll(EnumSet.allOf(Role.class)) && cluster.name == null;
        Node node = alone ? Node.alone() : Node.clustered(cluster.resolve(settings.database(), EnumSet.copyOf(roles)));
        Services services = new Services(node, settings);
        services.start(EnumSet.copyOf(roles));
        return node.runUntilStopped(services::announce);
    }

    private ConfigFile config() {
        return parent == null ? ConfigFile.NONE : parent.config();
    }

    private Settings settings() throws Exception {
        if (endpoint != null) {
            requireUrl("--endpoint", endpoint);
        }
        String template = null;
        if (taskTemplate != null) {
            if (!Files.isReadable(taskTemplate)) {
                throw new ParameterException(
                        spec.commandLine(), "--task-template: " + taskTemplate + " cannot be read.");
            }
            template = Files.readString(taskTemplate);
        }
        return new Settings(
                listen.host,
                listen.port,
                listen.exposure(),
                database.path(),
                endpoint,
                workspace,
                new SyncerOptions(
                        s3.access(),
                        s3.bucket,
                        s3.prefix,
                        CheckpointSection.files(config()),
                        MetricSection.names(config()),
                        Settings.interval("--sync-interval", syncInterval)),
                new TaskOptions(template, accelerator, infra, taskSecrets, guard()),
                Settings.interval("--poll-interval", pollInterval),
                Settings.interval("--reconcile-interval", reconcileInterval),
                limits.limits(SpendSection.groups(config())),
                extractors(),
                PriceSection.prices(config(), accelerator),
                LinkSection.links(config()),
                CheckpointSection.resumeFlag(config()),
                MetricSection.total(config()),
                RegistrySection.registry(config()));
    }

    /** Of the role that builds tasks; the others may share its environment, and know no bucket. */
    private @Nullable LaunchGuardOptions guard() {
        return roles.contains(Role.SKYPILOT) ? guard.options(s3.access(), s3.bucket, s3.prefix) : null;
    }

    private List<Extractor> extractors() {
        return roles.contains(Role.STORE) ? ExtractorSection.extractors(config()) : List.of();
    }

    private void requireUrl(String option, String value) {
        if (!value.matches("https?://\\S+")) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be a URL that begins with http:// or https://.");
        }
    }
}
