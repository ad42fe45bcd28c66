package dev.skydeck.store;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the database. All logic of the store is written against this, so that the same statements run over
 * the asynchronous client and over plain JDBC. Parameters may be null, text, numbers, booleans (0 and 1), enums (their
 * names) and instants (epoch milliseconds).
 */
interface Sql {
    /** Runs one statement and answers its rows; for {@code RETURNING} too. */
    Future<List<SqlRow>> query(String statement, @Nullable Object... parameters);

    /** Runs one statement and answers how many rows it changed. */
    Future<Integer> update(String statement, @Nullable Object... parameters);

    /** Runs one statement once for each list of parameters. */
    Future<Void> batch(String statement, List<@Nullable Object[]> parameters);
}
