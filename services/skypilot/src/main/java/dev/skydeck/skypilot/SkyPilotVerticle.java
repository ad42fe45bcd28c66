package dev.skydeck.skypilot;

import dev.skydeck.messages.LogRequest;
import dev.skydeck.messages.LogRequest.ReadJobEvents;
import dev.skydeck.messages.LogRequest.ReadLog;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.ServerIdentity;
import dev.skydeck.messages.time.VertxTimers;
import dev.skydeck.skypilot.logs.LogLimits;
import dev.skydeck.skypilot.logs.Logs;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only service that talks to SkyPilot. */
public final class SkyPilotVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SkyPilotVerticle.class);

    private final SkyPilotOptions options;
    private @Nullable SkyPilotClient client;

    public SkyPilotVerticle(SkyPilotOptions options) {
        this.options = options;
    }

    @Override
    public Future<?> start() {
        TaskBuilder tasks = new TaskBuilder(options.tasks(), options.environment());
        Bus bus = new VertxBus(vertx);
        return vertx.executeBlocking(() -> Connection.of(options))
                .compose(connection -> serve(bus, connection, tasks))
                .recover(failure -> failure instanceof IllegalArgumentException
                        ? new NoServer(
                                        bus,
                                        new VertxTimers(vertx),
                                        String.valueOf(failure.getMessage()),
                                        options.maxPause())
                                .serve(SkyPilotService.REPORT_EVERY)
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
        Knowledge knowledge = new Knowledge(options.patience().settle());
        Logs logs = new Logs(vertx, new ServerLogs(http), options.stateFolder().resolve("logs"), LogLimits.DEFAULT);
        JobEvents events = new JobEvents(http, knowledge);
        SkyPilotService service = new SkyPilotService(
                bus,
                new VertxTimers(vertx),
                RandomGenerator.getDefault(),
                http,
                new ServerIdentity(endpoint.url(), connection.user().hash(), connection.workspace()),
                knowledge,
                tasks,
                options.maxPause(),
                new EndedLogs(logs));
        return bus.serve((Class<LogRequest<?>>) (Class<?>) LogRequest.class)
                .on(ReadLog.class, logs::read)
                .on(ReadJobEvents.class, events::read)
                .start()
                .compose(started -> service.start())
                .onSuccess(started -> logs.start());
    }
}
