package dev.skydeck.store;

import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only code that begins and ends transactions. A write takes SQLite's write lock before it reads, so that what it
 * compares is what it overwrites.
 */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private final Database database;

    Transactions(Database database) {
        this.database = database;
    }

    /**
     * Runs the work as one transaction of the writer.
     *
     * @param afterCommit runs once the value is durable and before the next write begins; not when the work failed
     */
    <T> Future<T> write(Function<Sql, Future<T>> work, Consumer<? super T> afterCommit) {
        return failing(
                database.onWriter(sql -> run(sql, "BEGIN IMMEDIATE", work).map(value -> {
                    afterCommit.accept(value);
                    return value;
                })));
    }

    /** Runs the work on one state of the file, whatever is written meanwhile. */
    <T> Future<T> read(Function<Sql, Future<T>> work) {
        return failing(database.onReader(sql -> run(sql, "BEGIN", work)));
    }

    private static <T> Future<T> run(Sql sql, String begin, Function<Sql, Future<T>> work) {
        return begun(sql, begin)
                .compose(none ->
                        guarded(sql, work).compose(value -> sql.update("COMMIT").map(done -> value)))
                .recover(cause -> rollback(sql, cause));
    }

    /** A connection whose rollback failed once may still be inside its transaction. */
    private static Future<Integer> begun(Sql sql, String begin) {
        return sql.update(begin)
                .recover(cause -> String.valueOf(cause.getMessage()).contains("within a transaction")
                        ? sql.update("ROLLBACK").compose(none -> sql.update(begin))
                        : Future.failedFuture(cause));
    }

    private static <T> Future<T> guarded(Sql sql, Function<Sql, Future<T>> work) {
        try {
            return work.apply(sql);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** SQLite rolls some errors back by itself; then there is nothing left to roll back. */
    private static <T> Future<T> rollback(Sql sql, Throwable cause) {
        return sql.update("ROLLBACK").transform(done -> {
            if (done.failed() && !String.valueOf(done.cause().getMessage()).contains("no transaction is active")) {
                LOG.atWarn().addKeyValue("error", done.cause().getMessage()).log("a rollback failed");
            }
            return Future.failedFuture(cause);
        });
    }

    private static <T> Future<T> failing(Future<T> result) {
        return result.recover(cause -> Future.failedFuture(SqlFailures.of(cause)));
    }
}
