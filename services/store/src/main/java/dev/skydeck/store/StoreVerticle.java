package dev.skydeck.store;

import dev.skydeck.messages.InstallationRequest.ReadInstallation;
import dev.skydeck.messages.StoreRequest;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Serving;
import dev.skydeck.messages.bus.VertxBus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's process side: owns the file from start to stop and answers {@link StoreRequest}s. Its start fails with
 * {@link StoreUnusable}.
 */
public final class StoreVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(StoreVerticle.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(10);
    /** Another store answers at once; a role that is absent fails at once. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final StoreOptions options;
    private final StoreClock clock;
    private final DatabaseFile file;
    private @Nullable OwnerLock lock;
    private @Nullable Database database;
    private @Nullable Serving<StoreRequest<?>> serving;
    private @Nullable ControlFile control;
    private Future<?> due = Future.succeededFuture();

    public StoreVerticle(StoreOptions options) {
        this(options, StoreClock.SYSTEM);
    }

    StoreVerticle(StoreOptions options, StoreClock clock) {
        this.options = options;
        this.clock = clock;
        this.file = new DatabaseFile(options.databasePath());
    }

    @Override
    public Future<?> start() {
        return refuseSecondStore()
                .compose(none -> vertx.executeBlocking(this::openFile))
                .compose(none -> connect())
                .compose(opened -> serve(opened))
                .recover(cause -> stop().transform(closed -> Future.failedFuture(cause)));
    }

    private Future<Void> refuseSecondStore() {
        if (!vertx.isClustered()) {
            return Future.succeededFuture();
        }
        return new VertxBus(vertx, LOOK)
                .request(new ReadInstallation())
                .transform(other -> other.failed()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new StoreUnusable("Another store serves this cluster already, from "
                                + other.result().databasePath() + ": there may be only one.")));
    }

    private @Nullable Void openFile() throws SQLException {
        file.requireFolder();
        lock = OwnerLock.take(options.databasePath());
        file.requireWritable();
        boolean original = file.isOriginal();
        file.createPrivate();
        try {
            if (original) {
                told(new OriginalFile(options.databasePath(), ZoneId.systemDefault(), clock.now()).become());
            }
            new Migrations(file).run();
        } catch (SQLException e) {
            throw new StoreUnusable(
                    "The database " + options.databasePath() + " cannot be opened: " + e.getMessage(), e);
        }
        return null;
    }

    private static void told(ImportReport report) {
        LOG.atInfo()
                .addKeyValue("experiments", report.experiments())
                .addKeyValue("jobs", report.jobs())
                .addKeyValue("repaired", report.repaired())
                .addKeyValue("setAside", report.setAside())
                .addKeyValue("backup", report.backup())
                .log("a file of the original was carried over; its experiments are held until they are released");
    }

    private Future<Database> connect() {
        Database opened = new FailStopDatabase(new PooledDatabase(vertx, file.url()));
        database = opened;
        return Pragmas.require(opened)
                .compose(none -> Housekeeping.atStart(opened, clock))
                .map(opened);
    }

    private Future<Void> serve(Database opened) {
        Bus bus = new VertxBus(vertx);
        Store store =
                new Store(opened, options, clock, Processes.LOCAL, bus::publish, this::blocking, new SecureRandom());
        store.control.remove();
        control = store.control;
        return store.repairs
                .atStart()
                .compose(none -> store.installations.measureBy(options.total()))
                .compose(none -> store.trash.purgeOld())
                .compose(none -> {
                    Serving<StoreRequest<?>> handlers = store.handlers(storeRequests(bus));
                    serving = handlers;
                    return handlers.start();
                })
                .onSuccess(none -> vertx.setPeriodic(LOOK_EVERY.toMillis(), timer -> now(store)))
                .onSuccess(none -> LOG.atInfo()
                        .addKeyValue("database", options.databasePath())
                        .log("the store is open"));
    }

    /** What is due now and then. */
    private void now(Store store) {
        store.trash
                .purgeOld()
                .onFailure(cause -> LOG.atWarn()
                        .addKeyValue("error", cause.getMessage())
                        .log("the trash could not be looked through; it is tried again"));
        if (!due.isComplete()) {
            return;
        }
        due = store.backups
                .hourly()
                .onFailure(cause -> LOG.atError()
                        .addKeyValue("error", cause.getMessage())
                        .log("the hourly backup could not be made; it is tried again"));
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    // A class literal cannot name StoreRequest<?>.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Serving<StoreRequest<?>> storeRequests(Bus bus) {
        return bus.serve((Class<StoreRequest<?>>) (Class) StoreRequest.class);
    }

    @Override
    public Future<?> stop() {
        Database opened = database;
        database = null;
        if (control != null) {
            control.remove();
        }
        Serving<StoreRequest<?>> answering = serving;
        serving = null;
        // Nobody is to wait for an answer of a store that goes, and a copy is not to be broken off.
        return (answering == null ? Future.succeededFuture() : answering.stop())
                .eventually(() -> due)
                .eventually(() -> opened == null ? Future.succeededFuture() : opened.close())
                .eventually(() -> {
                    OwnerLock held = lock;
                    lock = null;
                    if (held != null) {
                        held.close();
                    }
                    return Future.succeededFuture();
                });
    }
}
