package dev.skydeck.store;

import dev.skydeck.messages.InstallationRequest.ReadInstallation;
import dev.skydeck.messages.StoreRequest;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Serving;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's process side: owns the file from start to stop and answers {@link StoreRequest}s. Its start fails with
 * {@link StoreUnusable}.
 */
public final class StoreVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(StoreVerticle.class);
    private static final Duration PURGE_EVERY = Duration.ofHours(1);
    /** Another store answers at once; a role that is absent fails at once. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final StoreOptions options;
    private final StoreClock clock;
    private final DatabaseFile file;
    private @Nullable OwnerLock lock;
    private @Nullable Database database;

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
        return new Bus(vertx, LOOK)
                .request(new ReadInstallation())
                .transform(other -> other.failed()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new StoreUnusable("Another store serves this cluster already, from "
                                + other.result().databasePath() + ": there may be only one.")));
    }

    private @Nullable Void openFile() throws SQLException {
        file.requireFolder();
        lock = OwnerLock.take(options.databasePath());
        file.requireOurs();
        file.createPrivate();
        try {
            new Migrations(file).run();
        } catch (SQLException e) {
            throw new StoreUnusable(
                    "The database " + options.databasePath() + " cannot be opened: " + e.getMessage(), e);
        }
        return null;
    }

    private Future<Database> connect() {
        Database opened = new FailStopDatabase(new PooledDatabase(vertx, file.url()));
        database = opened;
        return Pragmas.require(opened)
                .compose(none -> Housekeeping.atStart(opened, clock))
                .map(opened);
    }

    private Future<Void> serve(Database opened) {
        Bus bus = new Bus(vertx);
        Store store = new Store(opened, options, clock, Processes.LOCAL, bus::publish);
        return store.repairs
                .atStart()
                .compose(none -> store.trash.purgeOld())
                .compose(none -> store.handlers(storeRequests(bus)).start())
                .onSuccess(none -> vertx.setPeriodic(PURGE_EVERY.toMillis(), timer -> purge(store)))
                .onSuccess(none -> LOG.atInfo()
                        .addKeyValue("database", options.databasePath())
                        .log("the store is open"));
    }

    private static void purge(Store store) {
        store.trash
                .purgeOld()
                .onFailure(cause -> LOG.atWarn()
                        .addKeyValue("error", cause.getMessage())
                        .log("the trash could not be looked through; it is tried again in an hour"));
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
        Future<Void> closed = opened == null ? Future.succeededFuture() : opened.close();
        return closed.eventually(() -> {
            OwnerLock held = lock;
            lock = null;
            if (held != null) {
                held.close();
            }
            return Future.succeededFuture();
        });
    }
}
