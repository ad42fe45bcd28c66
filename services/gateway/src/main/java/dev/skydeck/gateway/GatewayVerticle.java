package dev.skydeck.gateway;

import dev.skydeck.gateway.access.Callers;
import dev.skydeck.gateway.access.GuardedStreams;
import dev.skydeck.gateway.access.Limits;
import dev.skydeck.gateway.board.BoardCache;
import dev.skydeck.gateway.board.BoardPages;
import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.stream.EventStreams;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.TokenRequest.AnnounceGateway;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The gateway. Serves on one event loop; what it knows comes from the bus. */
public final class GatewayVerticle extends VerticleBase {
    private static final int MAX_HEADERS = 8 << 10;
    private static final int MAX_LINE = 4 << 10;
    private static final Duration LOOK_TIMEOUT = Duration.ofMillis(1_500);
    /** A thousand writes as one take seconds on a busy machine. */
    private static final Duration MANY_TIMEOUT = Duration.ofMinutes(1);

    private static final Duration STREAM_CHECK = Duration.ofMinutes(1);

    private final GatewayOptions options;
    private Revisions revisions;
    private BoardCache board;
    private Sources sources;
    private EventStreams streams;
    private StoreWatch watch;
    private GuardedStreams guarded;
    private volatile int actualPort;

    // Vert.x calls start() before anything else.
    @SuppressWarnings("NullAway.Init")
    public GatewayVerticle(GatewayOptions options) {
        this.options = options;
    }

    @Override
    public Future<?> start() {
        Router router = build();
        return new ExposureCheck(vertx, new VertxBus(vertx, LOOK_TIMEOUT), options)
                .check()
                .compose(allowed -> listenToEvents())
                .compose(listening -> watch.look().otherwiseEmpty())
                .compose(looked -> vertx.executeBlocking(this::readTls))
                .compose(tls -> serve(router, tls));
    }

    @Override
    public Future<?> stop() {
        streams.close();
        return Future.succeededFuture();
    }

    /** The port that it listens on, once it is deployed. */
    public int actualPort() {
        return actualPort;
    }

    private Router build() {
        Bus bus = new VertxBus(vertx);
        Bus patient = new VertxBus(vertx, MANY_TIMEOUT);
        Contract contract = Contract.load();
        revisions = new Revisions();
        sources = new Sources();
        board = new BoardCache(vertx, bus, revisions);
        streams = new EventStreams(vertx, options.streams(), options.build(), sources::ages);
        watch = new StoreWatch(new VertxBus(vertx, LOOK_TIMEOUT), revisions, board, streams);
        Callers callers = new Callers(bus, !options.exposure().isOpenToOthers(options.host()));
        Limits limits = new Limits(System::nanoTime);
        guarded = new GuardedStreams(callers);
        Routes routes = new Routes(
                new SystemRoutes(bus, revisions, contract, streams, watch, guarded),
                new HealthCheck(watch, sources, revisions, options),
                new ExperimentRoutes(bus, board, new BoardPages(vertx), revisions, options.links()),
                new CheckpointRoutes(bus, revisions),
                new JobRoutes(bus, revisions),
                new MetricRoutes(bus, revisions),
                new CostRoutes(bus, revisions),
                new ClusterRoutes(bus, revisions),
                new ServerRoutes(bus, revisions),
                new LaunchRoutes(bus, revisions),
                new GroupRoutes(bus, board, revisions),
                new SettingRoutes(bus, revisions),
                new OperationLogRoutes(bus, revisions),
                new BatchRoutes(patient, revisions, options.resumeFlag()),
                new SweepRoutes(patient, revisions),
                new ApplyRoutes(vertx, patient, revisions),
                new HistoryRoutes(bus, revisions),
                new TrashRoutes(bus, revisions),
                new HoldRoutes(bus, revisions),
                new FileRoutes(vertx, revisions),
                new SessionRoutes(bus, revisions, callers, limits),
                new TokenRoutes(bus, revisions, callers),
                new ViewRoutes(bus, revisions),
                new TaskRoutes(bus, revisions),
                new LogRoutes(bus, guarded),
                new CompareRoutes(bus, board, revisions),
                new FlagRoutes(vertx, bus, board, revisions));
        return ApiRouter.of(
                vertx,
                contract,
                options,
                new Authentication(contract, callers, limits),
                routes.byOperation(),
                new Freshness(watch, revisions)::check,
                new WebRoot(vertx)::handle);
    }

    private Future<?> listenToEvents() {
        Bus bus = new VertxBus(vertx);
        streams.start();
        vertx.setPeriodic(STREAM_CHECK.toMillis(), id -> guarded.checkAll());
        vertx.setPeriodic(options.storeLook().toMillis(), id -> watch.lookForLostEvents());
        return Future.all(
                bus.subscribe(Event.Changed.class, this::changed),
                bus.subscribe(Event.SourceReport.class, this::reported));
    }

    private void changed(Event.Changed event) {
        revisions.saw(event.revision());
        board.changed(event);
        streams.changed(event);
    }

    private void reported(Event.SourceReport report) {
        if (sources.heard(report)) {
            streams.source(Sources.age(report));
        }
    }

    private Optional<TlsFiles> readTls() {
        return options.exposure().tls().map(TlsFiles::read);
    }

    private Future<?> serve(Router router, Optional<TlsFiles> tls) {
        HttpServerOptions server = new HttpServerOptions()
                .setHost(options.host().replace("[", "").replace("]", ""))
                .setPort(options.port())
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxInitialLineLength(MAX_LINE)
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) options.idleTimeout().toMillis());
        tls.ifPresent(files -> server.setSsl(true).setUseAlpn(false).setKeyCertOptions(files.pem()));
        return vertx.createHttpServer(server)
                .connectionHandler(connection ->
                        SlowHeads.watch(connection, options.exposure().headTimeout()))
                .requestHandler(router)
                .invalidRequestHandler(InvalidHttp::answer)
                .listen()
                .compose(listening -> listening(listening, tls.map(TlsFiles::certificateSha256)))
                .recover(cause -> Future.failedFuture(unusable(cause)));
    }

    private Future<?> listening(HttpServer server, Optional<String> certificate) {
        actualPort = server.actualPort();
        vertx.setPeriodic(options.storeLook().toMillis(), id -> announce(certificate));
        return announce(certificate);
    }

    /** A store that starts later makes its file for the command line anew. */
    private Future<?> announce(Optional<String> certificate) {
        String url = (certificate.isPresent() ? "https://" : "http://") + Loopback.reachable(options.host()) + ":"
                + actualPort;
        return new VertxBus(vertx, LOOK_TIMEOUT)
                .request(new AnnounceGateway(url, certificate))
                .otherwiseEmpty();
    }

    private Throwable unusable(Throwable cause) {
        return cause instanceof BindException
                ? new GatewayUnusable(
                        "SkyDeck cannot listen on " + options.host() + ":" + options.port() + ": " + cause.getMessage()
                                + ". Another program may have the port; name another one.",
                        cause)
                : cause;
    }
}
