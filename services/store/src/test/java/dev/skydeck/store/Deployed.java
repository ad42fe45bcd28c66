package dev.skydeck.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.Event.Changed;
import dev.skydeck.messages.Event.Observed;
import dev.skydeck.messages.ExperimentRequest.CreateExperiment;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.ExperimentRequest.SetDesiredState;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.InstallationRequest.Installation;
import dev.skydeck.messages.InstallationRequest.ReadInstallation;
import dev.skydeck.messages.JobRequest.JobFilter;
import dev.skydeck.messages.JobRequest.ListJobs;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.LaunchRequest.LeaseHolder;
import dev.skydeck.messages.LaunchRequest.OpenLaunch;
import dev.skydeck.messages.LaunchRequest.ReadView;
import dev.skydeck.messages.LaunchRequest.TakeLease;
import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.ObservationRequest.BeginObservation;
import dev.skydeck.messages.ObservationRequest.ObservationRecorded;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.ServerIdentity;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A store on a real bus and a real file, and words to speak with it. */
final class Deployed implements AutoCloseable {
    /** What claims begin with; the attempt follows. */
    static final String CLAIM = "claim-";

    /** Longer than the largest write takes on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static final ServerIdentity SERVER = new ServerIdentity("http://sky:46580", "abcd1234", null);
    static final LeaseHolder HOLDER = new LeaseHolder("elsewhere", 1, 1, "first");

    final FakeClock clock;
    final Path path;
    final Vertx vertx = Vertx.vertx();
    final BlockingQueue<Changed> changes = new LinkedBlockingQueue<>();
    final BlockingQueue<Observed> observed = new LinkedBlockingQueue<>();
    private final Bus bus;

    private Deployed(Path path, FakeClock clock) {
        this.path = path;
        this.clock = clock;
        VertxBus.prepare(vertx);
        bus = new VertxBus(vertx, PATIENCE);
    }

    static Deployed at(Path path) throws Exception {
        return at(path, new FakeClock());
    }

    static Deployed at(Path path, FakeClock clock) throws Exception {
        return at(path, clock, LaunchLimits.DEFAULT);
    }

    static Deployed at(Path path, Prices prices) throws Exception {
        return at(new FakeClock(), StoreOptions.at(path).with(prices));
    }

    static Deployed at(Path path, FakeClock clock, LaunchLimits limits) throws Exception {
        return at(clock, StoreOptions.at(path).with(limits));
    }

    static Deployed at(FakeClock clock, StoreOptions options) throws Exception {
        Deployed store = new Deployed(options.databasePath(), clock);
        try {
            store.listen(Changed.class, store.changes);
            store.listen(Observed.class, store.observed);
            store.vertx.deployVerticle(new StoreVerticle(options, clock)).await(20, SECONDS);
            return store;
        } catch (Exception e) {
            store.close();
            throw e;
        }
    }

    private <E extends Event> void listen(Class<E> type, BlockingQueue<E> events) throws Exception {
        bus.subscribe(type, events::add).await(10, SECONDS);
    }

    <R> R ask(Request<R> request) throws Exception {
        return bus.request(request).await(PATIENCE.toSeconds(), SECONDS);
    }

    Changed change() throws InterruptedException {
        return Objects.requireNonNull(changes.poll(10, SECONDS), "no change was published");
    }

    Observed observation() throws InterruptedException {
        return Objects.requireNonNull(observed.poll(10, SECONDS), "no observation was published");
    }

    Installation installation() throws Exception {
        return ask(new ReadInstallation());
    }

    long revision() throws Exception {
        return installation().revision();
    }

    static Command command() {
        return Command.by("ann");
    }

    static ExperimentSpec spec(String name) {
        return new ExperimentSpec(
                name,
                "python train.py",
                null,
                null,
                new Flags(Map.of("lr", new FlagValue.Dec("1e-4"))),
                1,
                0,
                null,
                null,
                null,
                false,
                null,
                null,
                false);
    }

    static CreateExperiment creation(String name, DesiredState state) {
        return new CreateExperiment(
                command(), new Seed(spec(name), state, Annotations.NONE), new BoardPlace(null, 0, false, false));
    }

    Experiment create(String name, DesiredState state) throws Exception {
        return ask(creation(name, state)).value();
    }

    Experiment experiment(long id) throws Exception {
        return ask(new GetExperiment(id));
    }

    Experiment want(long id, DesiredState state) throws Exception {
        return ask(new SetDesiredState(command(), id, state)).value();
    }

    Experiment rules(long id, RunRules rules) throws Exception {
        SpecEdit edit = SpecEdit.builder().rules(RunRules.Edit.of(rules)).build();
        return ask(new EditExperiment(command(), id, edit)).value();
    }

    View view(long id) throws Exception {
        return ask(new ReadView(id));
    }

    long lease() throws Exception {
        return ask(new TakeLease(HOLDER));
    }

    ObservationStart begin() throws Exception {
        return ask(new BeginObservation(SERVER));
    }

    Launch open(long epoch, Experiment experiment) throws Exception {
        long newest = experiment.launch() == null ? 0 : experiment.launch().id();
        return ask(new OpenLaunch(epoch, experiment.id(), experiment.specRevision(), newest, null));
    }

    Launch claim(Launch launch) throws Exception {
        return ask(new ClaimSend(launch.id(), launch.attempt(), CLAIM + launch.attempt(), SERVER.url()));
    }

    /** A launch that was claimed, of an experiment of that name. */
    Launch sent(String name) throws Exception {
        begin();
        return claim(open(lease(), create(name, DesiredState.RUNNING)));
    }

    static ObservedJob row(long jobId, String status, Launch launch) {
        return row(jobId, 0, launch.jobName(), status, Map.of(LaunchToken.METADATA_KEY, launch.token()));
    }

    static ObservedJob row(long jobId, String name, String status) {
        return row(jobId, 0, name, status, Map.of());
    }

    static ObservedJob row(long jobId, int task, String name, String status, Map<String, String> metadata) {
        return new ObservedJob(
                jobId,
                task,
                name,
                status,
                "ALIVE",
                Instant.parse("2026-11-01T09:00:00.123456Z"),
                null,
                null,
                123456789.123,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                "abcd1234",
                "ann",
                null,
                metadata,
                JobFacts.NONE);
    }

    ObservationRecorded observe(ObservedJob... rows) throws Exception {
        return ask(observation(null, rows));
    }

    static RecordObservation observation(@Nullable Long total, ObservedJob... rows) {
        return chunk(UUID.randomUUID().toString(), 0, 1, total, List.of(rows));
    }

    static RecordObservation chunk(String id, int chunk, int chunks, @Nullable Long total, List<ObservedJob> rows) {
        return new RecordObservation(id, SERVER, Scope.WHOLE, 0, 5, true, chunk, chunks, rows, total, 10_000, 180_000);
    }

    /** What a second, plain connection to the file reads: the first column of each row as text. */
    /** Changes the file past the store. */
    void write(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path + "?busy_timeout=5000");
                Statement sql = connection.createStatement()) {
            sql.executeUpdate(statement);
        }
    }

    List<String> raw(String query) throws SQLException {
        return raw(path, query);
    }

    static List<String> raw(Path path, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    @Override
    public void close() throws TimeoutException {
        vertx.close().await(20, SECONDS);
    }

    /** The newest jobs of one experiment. */
    List<Job> jobsOf(long experiment) throws Exception {
        return ask(new ListJobs(JobFilter.ofExperiment(experiment), Optional.empty(), 500))
                .jobs();
    }

    /** The newest jobs of all. */
    List<Job> jobs(boolean includeEnded, int limit) throws Exception {
        return ask(new ListJobs(JobFilter.all(includeEnded), Optional.empty(), limit))
                .jobs();
    }
}
