package dev.skydeck.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A database with the mistake that the kill test looks for: a write is answered, and committed a moment later. */
final class EarlyDatabase implements Database {
    private static final long MOMENT_MILLIS = 5;

    private final Vertx vertx;
    private final Database database;

    EarlyDatabase(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    @Override
    public <T> Future<T> onWriter(Function<Sql, Future<T>> work) {
        Promise<T> answer = Promise.promise();
        database.onWriter(sql -> work.apply(new Uncommitted(sql))
                        .onComplete(answer)
                        .compose(value -> vertx.timer(MOMENT_MILLIS).compose(none -> sql.update("COMMIT"))))
                .onFailure(answer::tryFail);
        return answer.future();
    }

    @Override
    public <T> Future<T> onReader(Function<Sql, Future<T>> work) {
        return database.onReader(work);
    }

    @Override
    public Future<Void> close() {
        return database.close();
    }

    private record Uncommitted(Sql sql) implements Sql {
        @Override
        public Future<List<SqlRow>> query(String statement, @Nullable Object... parameters) {
            return sql.query(statement, parameters);
        }

        @Override
        public Future<Integer> update(String statement, @Nullable Object... parameters) {
            return statement.equals("COMMIT") ? Future.succeededFuture(0) : sql.update(statement, parameters);
        }

        @Override
        public Future<Void> batch(String statement, List<@Nullable Object[]> parameters) {
            return sql.batch(statement, parameters);
        }
    }
}
