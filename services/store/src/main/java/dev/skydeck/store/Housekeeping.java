package dev.skydeck.store;

import io.vertx.core.Future;
import java.time.Duration;

/** What a start throws away. */
final class Housekeeping {
    /** No sender repeats a command after this long. */
    private static final Duration COMMANDS_KEPT = Duration.ofDays(7);

    private Housekeeping() {}

    static Future<Void> atStart(Database database, StoreClock clock) {
        return new Transactions(database)
                .write(
                        sql -> sql.update(
                                "delete from commands where at < ?", clock.now().minus(COMMANDS_KEPT)),
                        deleted -> {})
                .mapEmpty();
    }
}
