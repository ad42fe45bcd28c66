package dev.skydeck.store;

import dev.skydeck.messages.StoreRequest;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Serving;
import dev.skydeck.simulator.Life;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The store's file in memory, which outlives its processes, and the whole store's logic over it. */
public final class SimulatedStore implements AutoCloseable {
    private static final Instant WALL = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] EMPTY = empty();

    private final SQLiteConnection connection;
    private final PlainDatabase database;
    private final BooleanSupplier diskFails;
    private final UnaryOperator<String> statements;

    /**
     * @param diskFails whether the disk is full at this moment
     * @param statements what becomes of each statement on its way to SQLite
     */
    public SimulatedStore(BooleanSupplier diskFails, UnaryOperator<String> statements) {
        this.diskFails = diskFails;
        this.statements = statements;
        try {
            connection = (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite::memory:");
            put(EMPTY);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        database = new PlainDatabase(connection);
    }

    private static byte[] empty() {
        try {
            Path folder = Files.createTempDirectory("simulator");
            Path path = folder.resolve("skydeck.db");
            DatabaseFile file = new DatabaseFile(path);
            file.createPrivate();
            new Migrations(file).run();
            byte[] bytes = Files.readAllBytes(path);
            try (var files = Files.list(folder)) {
                for (Path one : files.toList()) {
                    Files.delete(one);
                }
            }
            Files.delete(folder);
            // What lives in memory has no log beside it.
            bytes[18] = 1;
            bytes[19] = 1;
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(byte[] bytes) throws SQLException {
        connection.deserialize("main", bytes);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys=ON");
            statement.execute("update installation set instance_id = 'sim'");
        }
    }

    /**
     * Starts the store's logic in that process.
     *
     * @param wallNanos what the wall clock of its machine shows, since 2026 began
     */
    public void start(Life life, Bus bus, RandomGenerator random, LongSupplier wallNanos) {
        StoreClock clock = new StoreClock() {
            @Override
            public long nanoTime() {
                return life.nanoTime();
            }

            @Override
            public Instant now() {
                return WALL.plus(Duration.ofMillis(wallNanos.getAsLong() / 1_000_000));
            }
        };
        Store store = new Store(
                new Disk(),
                StoreOptions.at(Path.of("simulated.db")),
                clock,
                holder -> Processes.Look.UNKNOWN,
                bus::publish,
                new Nowhere(),
                random);
        store.repairs.atStart();
        handlers(store, bus).start();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Serving<StoreRequest<?>> handlers(Store store, Bus bus) {
        return store.handlers(bus.serve((Class<StoreRequest<?>>) (Class) StoreRequest.class));
    }

    /** Asks the file itself; every row as its values in order. */
    public List<List<@Nullable Object>> rows(String sql, @Nullable Object... parameters) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (SqlRow row : database.query(sql, parameters).result()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (String column : row.names()) {
                values.add(row.value(column));
            }
            rows.add(values);
        }
        return rows;
    }

    /** The file as it is now. */
    public byte[] backUp() {
        try {
            return connection.serialize("main");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a backup in the file's place, while no store is running. */
    public void restore(byte[] backup) {
        try {
            connection.deserialize("main", backup);
            DatabaseFiles.markRestored(new ImportSql(connection, () -> {}), "a backup");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes the file past the store. */
    public void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Disk implements Database {
        @Override
        public <T> Future<T> onWriter(Function<Sql, Future<T>> work) {
            return diskFails.getAsBoolean()
                    ? Future.failedFuture(new SQLiteException("database or disk is full", SQLiteErrorCode.SQLITE_FULL))
                    : database.onWriter(sql -> work.apply(new Rewritten(sql)));
        }

        @Override
        public <T> Future<T> onReader(Function<Sql, Future<T>> work) {
            return database.onReader(sql -> work.apply(new Rewritten(sql)));
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    private final class Rewritten implements Sql {
        private final Sql sql;

        Rewritten(Sql sql) {
            this.sql = sql;
        }

        @Override
        public Future<List<SqlRow>> query(String statement, @Nullable Object... parameters) {
            return sql.query(statements.apply(statement), parameters);
        }

        @Override
        public Future<Integer> update(String statement, @Nullable Object... parameters) {
            return sql.update(statements.apply(statement), parameters);
        }

        @Override
        public Future<Void> batch(String statement, List<@Nullable Object[]> parameters) {
            return sql.batch(statements.apply(statement), parameters);
        }
    }

    private static final class Nowhere implements Blocking {
        @Override
        public <T> Future<T> run(Callable<T> work) {
            return Future.failedFuture(new UnsupportedOperationException("there are no files here"));
        }
    }
}
