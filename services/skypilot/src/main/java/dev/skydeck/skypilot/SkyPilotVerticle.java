package dev.skydeck.skypilot;

import dev.skydeck.messages.LogRequest;
import dev.skydeck.messages.LogRequest.ReadJobEvents;
import dev.skydeck.messages.LogRequest.ReadLog;
import dev.skydeck.messages.SkyPilotRequest;
import dev.skydeck.messages.SkyPilotRequest.CancelJob;
import dev.skydeck.messages.SkyPilotRequest.EndCluster;
import dev.skydeck.messages.SkyPilotRequest.LaunchJob;
import dev.skydeck.messages.SkyPilotRequest.LookUpLaunch;
import dev.skydeck.messages.SkyPilotRequest.PollNow;
import dev.skydeck.messages.TaskRequest;
import dev.skydeck.messages.TaskRequest.CheckTaskTemplate;
import dev.skydeck.messages.TaskRequest.ShowTask;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.ServerIdentity;
import dev.skydeck.skypilot.logs.LogLimits;
import dev.skydeck.skypilot.logs.Logs;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only service that talks to SkyPilot. */
public final class SkyPilotVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SkyPilotVerticle.class);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final SkyPilotOptions options;
    private @Nullable SkyPilotClient client;

    public SkyPilotVerticle(SkyPilotOptions options) {
        this.options = options;
    }

    @Override
    public Future<?> start() {
        TaskOptions asked = options.tasks();
        TaskBuilder tasks = new TaskBuilder(
                asked.template(),
                asked.accelerator(),
                asked.infra(),
                new TaskSecrets(asked.secrets(), options.environment()));
        Bus bus = new Bus(vertx);
        return vertx.executeBlocking(() -> Connection.of(options))
                .compose(connection -> serve(bus, connection, tasks))
                .recover(failure -> failure instanceof IllegalArgumentException
                        ? new NoServer(vertx, bus, String.valueOf(failure.getMessage()), options.maxPause())
                                .serve(REPORT_EVERY)
                        : Future.failedFuture(failure));
    }

    @Override
    public Future<?> stop() {
        if (client != null) {
            client.close();
        }
        return Future.succeededFuture();
    }

    @SuppressWarnings("unchecked")
    private Future<Void> serve(Bus bus, Connection connection, TaskBuilder tasks) {
        Endpoint endpoint = connection.endpoint();
        LOG.atInfo()
                .addKeyValue("address", endpoint.url())
                .addKeyValue(
                        "workspace", connection.workspace() == null ? "the server's choice" : connection.workspace())
                .addKeyValue("source", connection.source())
                .log("SkyPilot's server");
        SkyPilotClient http = new SkyPilotClient(
                vertx, endpoint, connection.user(), connection.workspace(), Cookies.of(options), options.patience());
        client = http;
        Knowledge knowledge = new Knowledge();
        Lane lane = new Lane();
        Observer observer = new Observer(
                bus, new ServerIdentity(endpoint.url(), connection.user().hash(), connection.workspace()), knowledge);
        Logs logs = new Logs(vertx, new ServerLogs(http), options.stateFolder().resolve("logs"), LogLimits.DEFAULT);
        EndedLogs ended = new EndedLogs(logs);
        ClusterClient clusters = new ClusterClient(http);
        ClusterPoll clusterPoll = new ClusterPoll(bus, clusters, observer, ended);
        Poller poller = new Poller(vertx, bus, http, observer, knowledge, lane, options.maxPause(), clusterPoll, ended);
        Validation validation = new Validation(http);
        Tasks shown = new Tasks(bus, tasks, validation, knowledge);
        Launcher launcher = new Launcher(vertx, bus, http, tasks, validation, knowledge, poller, observer);
        Canceller canceller = new Canceller(bus, http, knowledge, lane, poller);
        LaunchSearch search = new LaunchSearch(bus, http, observer, knowledge, lane, poller, clusterPoll);
        ClusterCommands commands = new ClusterCommands(bus, http, clusters, observer, lane, poller);
        JobEvents events = new JobEvents(http, knowledge);
        return bus.serve((Class<SkyPilotRequest<?>>) (Class<?>) SkyPilotRequest.class)
                .on(LaunchJob.class, launcher::launch)
                .on(CancelJob.class, canceller::cancel)
                .on(EndCluster.class, commands::end)
                .on(LookUpLaunch.class, search::lookUp)
                .on(PollNow.class, request -> {
                    poller.now(request.whole());
                    return Future.succeededFuture(true);
                })
                .start()
                .compose(started -> bus.serve((Class<TaskRequest<?>>) (Class<?>) TaskRequest.class)
                        .on(ShowTask.class, shown::show)
                        .on(CheckTaskTemplate.class, shown::check)
                        .start())
                .compose(started -> bus.serve((Class<LogRequest<?>>) (Class<?>) LogRequest.class)
                        .on(ReadLog.class, logs::read)
                        .on(ReadJobEvents.class, events::read)
                        .start())
                .onSuccess(done -> {
                    logs.start();
                    poller.now(true);
                    vertx.setPeriodic(REPORT_EVERY.toMillis(), tick -> poller.report());
                });
    }
}
