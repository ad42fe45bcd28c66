package dev.skydeck.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.jdbcclient.JDBCConnectOptions;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The database over the asynchronous client. The writer pool holds one connection, so its queue is the order of writes.
 * {@code withTransaction} and {@code begin} must not be used: in this version of the client they leave autocommit off,
 * and later writes are reported done and then lost.
 */
final class PooledDatabase implements Database {
    private static final int READERS = 2;

    private final Pool writer;
    private final Pool readers;

    PooledDatabase(Vertx vertx, String url) {
        writer = pool(vertx, url, 1);
        readers = pool(vertx, url, READERS);
    }

    private static Pool pool(Vertx vertx, String url, int size) {
        JDBCConnectOptions options = new JDBCConnectOptions()
                .setJdbcUrl(url)
                .setExtraConfig(new JsonObject().put("decoderCls", ExactDecoder.class.getName()));
        return JDBCPool.pool(vertx, options, new PoolOptions().setMaxSize(size));
    }

    @Override
    public <T> Future<T> onWriter(Function<Sql, Future<T>> work) {
        return writer.withConnection(connection -> work.apply(new OneConnection(connection)));
    }

    @Override
    public <T> Future<T> onReader(Function<Sql, Future<T>> work) {
        return readers.withConnection(connection -> work.apply(new OneConnection(connection)));
    }

    @Override
    public Future<Void> close() {
        return readers.close().eventually(writer::close);
    }

    private record OneConnection(SqlConnection connection) implements Sql {
        @Override
        public Future<List<SqlRow>> query(String statement, @Nullable Object... parameters) {
            return execute(statement, parameters).map(OneConnection::rows);
        }

        @Override
        public Future<Integer> update(String statement, @Nullable Object... parameters) {
            return execute(statement, parameters).map(RowSet::rowCount);
        }

        @Override
        public Future<Void> batch(String statement, List<@Nullable Object[]> parameters) {
            if (parameters.isEmpty()) {
                return Future.succeededFuture();
            }
            List<Tuple> tuples = new ArrayList<>(parameters.size());
            for (@Nullable Object[] row : parameters) {
                tuples.add(tuple(row));
            }
            return connection.preparedQuery(statement).executeBatch(tuples).mapEmpty();
        }

        private Future<RowSet<Row>> execute(String statement, @Nullable Object[] parameters) {
            return parameters.length == 0
                    ? connection.query(statement).execute()
                    : connection.preparedQuery(statement).execute(tuple(parameters));
        }

        private static Tuple tuple(@Nullable Object[] parameters) {
            return Tuple.wrap(Arrays.asList(Parameters.plain(parameters)));
        }

        private static List<SqlRow> rows(RowSet<Row> answer) {
            Map<String, Integer> columns = new LinkedHashMap<>();
            List<SqlRow> rows = new ArrayList<>(answer.size());
            for (Row row : answer) {
                if (columns.isEmpty()) {
                    for (int i = 0; i < row.size(); i++) {
                        columns.put(row.getColumnName(i), i);
                    }
                }
                @Nullable Object[] values = new @Nullable Object[row.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = row.getValue(i);
                }
                rows.add(new SqlRow(columns, values));
            }
            return rows;
        }
    }
}
