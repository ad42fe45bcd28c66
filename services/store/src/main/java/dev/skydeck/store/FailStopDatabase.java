package dev.skydeck.store;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.Failure.Unavailable.Reason;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes no more once the disk could not say that a commit is safe. After a sync that failed, the system takes the data
 * for written though it may not be, and the next sync succeeds all the same: a commit on top would be acknowledged and
 * might be lost. Reading goes on. A new start reads the file anew and checks it.
 */
final class FailStopDatabase implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(FailStopDatabase.class);

    private final Database database;
    private final AtomicBoolean stopped = new AtomicBoolean();

    FailStopDatabase(Database database) {
        this.database = database;
    }

    @Override
    public <T> Future<T> onWriter(Function<Sql, Future<T>> work) {
        return database.onWriter(sql -> stopped.get()
                ? refused()
                : work.apply(sql).onFailure(cause -> {
                    if (SqlFailures.isFailedSync(cause) && stopped.compareAndSet(false, true)) {
                        LOG.atError()
                                .addKeyValue("error", cause.getMessage())
                                .log("the disk failed to keep a write: the store writes no more until it is restarted");
                    }
                }));
    }

    private static <T> Future<T> refused() {
        return Future.failedFuture(new Failure.Unavailable(
                Reason.UNABLE,
                "The disk with SkyDeck's database failed to keep a write, so SkyDeck writes no more: look at the disk, then"
                        + " restart SkyDeck."));
    }

    @Override
    public <T> Future<T> onReader(Function<Sql, Future<T>> work) {
        return database.onReader(work);
    }

    @Override
    public Future<Void> close() {
        return database.close();
    }
}
