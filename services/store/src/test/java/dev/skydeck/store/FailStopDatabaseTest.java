package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.bus.Failure;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failure of the disk does to the writes after it. */
class FailStopDatabaseTest {
    private FailStopDatabase database;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        database = new FailStopDatabase(
                new PlainDatabase(DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("skydeck.db"))));
        write("create table t (x)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Future<Integer> write(String statement) {
        return database.onWriter(sql -> sql.update(statement));
    }

    private void failWith(SQLiteErrorCode code) {
        database.onWriter(sql -> Future.failedFuture(new SQLiteException("disk I/O error", code)));
    }

    @Test
    void shouldWriteNoMoreAfterASyncThatFailed() {
        failWith(SQLiteErrorCode.SQLITE_IOERR_FSYNC);

        Future<Integer> after = write("insert into t values (1)");

        assertThat(after.cause()).isInstanceOf(Failure.Unavailable.class).hasMessageContaining("restart");
        assertThat(database.onReader(sql -> sql.query("select * from t")).result())
                .isEmpty();
    }

    @Test
    void shouldWriteOnAfterAWriteThatFailed() {
        failWith(SQLiteErrorCode.SQLITE_IOERR_WRITE);

        Future<Integer> after = write("insert into t values (1)");

        assertThat(after.result()).isEqualTo(1);
    }
}
