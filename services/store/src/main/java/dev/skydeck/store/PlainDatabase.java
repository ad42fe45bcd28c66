package dev.skydeck.store;

import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The database over one plain JDBC connection. Every future it answers is complete, so a run repeats exactly. */
final class PlainDatabase implements Database, Sql {
    private static final int KEPT_STATEMENTS = 200;

    /** @param columns places by label; empty before the first answer */
    private record Prepared(PreparedStatement statement, Map<String, Integer> columns) {}

    private final Connection connection;
    /** Preparing one takes longer than running it. */
    private final Map<String, Prepared> statements = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Prepared> eldest) {
            if (size() <= KEPT_STATEMENTS) {
                return false;
            }
            try {
                eldest.getValue().statement().close();
            } catch (SQLException e) {
                throw new IllegalStateException("a statement could not be closed", e);
            }
            return true;
        }
    };

    PlainDatabase(Connection connection) {
        this.connection = connection;
    }

    @Override
    public <T> Future<T> onWriter(Function<Sql, Future<T>> work) {
        return work.apply(this);
    }

    @Override
    public <T> Future<T> onReader(Function<Sql, Future<T>> work) {
        return work.apply(this);
    }

    @Override
    public Future<List<SqlRow>> query(String statement, @Nullable Object... parameters) {
        try {
            Prepared prepared = prepared(statement);
            bind(prepared.statement(), parameters);
            try (ResultSet rows = prepared.statement().executeQuery()) {
                return Future.succeededFuture(rows(statement, prepared, rows));
            }
        } catch (SQLException e) {
            return failed(statement, e);
        }
    }

    @Override
    public Future<Integer> update(String statement, @Nullable Object... parameters) {
        try {
            PreparedStatement prepared = prepared(statement).statement();
            bind(prepared, parameters);
            return Future.succeededFuture(prepared.executeUpdate());
        } catch (SQLException e) {
            return failed(statement, e);
        }
    }

    @Override
    public Future<Void> batch(String statement, List<@Nullable Object[]> parameters) {
        try {
            PreparedStatement prepared = prepared(statement).statement();
            for (@Nullable Object[] row : parameters) {
                bind(prepared, row);
                prepared.executeUpdate();
            }
            return Future.succeededFuture();
        } catch (SQLException e) {
            return failed(statement, e);
        }
    }

    /** One that failed may not be fit to run again. */
    private <T> Future<T> failed(String statement, SQLException cause) {
        Prepared prepared = statements.remove(statement);
        if (prepared != null) {
            try {
                prepared.statement().close();
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }
        return Future.failedFuture(cause);
    }

    private Prepared prepared(String statement) throws SQLException {
        Prepared known = statements.get(statement);
        if (known != null) {
            return known;
        }
        Prepared prepared = new Prepared(connection.prepareStatement(statement), new LinkedHashMap<>());
        statements.put(statement, prepared);
        return prepared;
    }

    @Override
    public Future<Void> close() {
        try {
            connection.close();
            return Future.succeededFuture();
        } catch (SQLException e) {
            return Future.failedFuture(e);
        }
    }

    private static void bind(PreparedStatement prepared, @Nullable Object[] parameters) throws SQLException {
        @Nullable Object[] plain = Parameters.plain(parameters);
        for (int i = 0; i < plain.length; i++) {
            prepared.setObject(i + 1, plain[i]);
        }
    }

    private List<SqlRow> rows(String statement, Prepared prepared, ResultSet answer) throws SQLException {
        Map<String, Integer> columns = prepared.columns();
        ResultSetMetaData names = answer.getMetaData();
        // A table may have got columns since.
        if (columns.size() != names.getColumnCount()) {
            columns = new LinkedHashMap<>();
            statements.put(statement, new Prepared(prepared.statement(), columns));
            for (int i = 0; i < names.getColumnCount(); i++) {
                columns.put(names.getColumnLabel(i + 1), i);
            }
        }
        List<SqlRow> rows = new ArrayList<>();
        while (answer.next()) {
            @Nullable Object[] values = new @Nullable Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = answer.getObject(i + 1);
            }
            rows.add(new SqlRow(columns, values));
        }
        return rows;
    }
}
