package dev.skydeck.store;

import dev.skydeck.store.History.Fact;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;

/** One walk along the history's chain, from its first row to its last, in pages. */
final class HistoryChain {
    private static final int PAGE = 500;

    private final Sql sql;
    private final Promise<Optional<String>> result = Promise.promise();
    private long lastId;
    private String lastHash = History.START;

    HistoryChain(Sql sql) {
        this.sql = sql;
    }

    /** Answers a sentence about the first row that does not fit, or empty. */
    Future<Optional<String>> walk() {
        next();
        return result.future();
    }

    // A loop over what is there at once, and a fresh stack for what comes later: a chain of futures as long as the
    // history would not fit a stack.
    private void next() {
        Future<List<SqlRow>> page = page();
        while (page.succeeded() && follow(page.result())) {
            page = page();
        }
        if (page.failed()) {
            result.tryFail(page.cause());
        } else if (!page.isComplete()) {
            page.onComplete(
                    rows -> {
                        if (follow(rows)) {
                            next();
                        }
                    },
                    result::tryFail);
        }
    }

    private Future<List<SqlRow>> page() {
        return sql.query("select * from events where id > ? order by id limit ?", lastId, PAGE);
    }

    /** Whether the walk goes on. */
    private boolean follow(List<SqlRow> rows) {
        for (SqlRow row : rows) {
            if (!fits(row)) {
                result.tryComplete(Optional.of("The history's row " + row.number("id")
                        + " does not fit the row before it: it was altered, or a row before it was taken out."));
                return false;
            }
            lastId = row.number("id");
            lastHash = row.text("hash");
        }
        if (rows.size() < PAGE) {
            end();
            return false;
        }
        return true;
    }

    private boolean fits(SqlRow row) {
        Fact fact = new Fact(
                row.text("kind"),
                row.numberOrNull("experiment_id"),
                row.numberOrNull("launch_id"),
                row.text("actor"),
                row.text("data"));
        String hash = History.hash(lastHash, row.number("revision"), row.number("at"), row.textOrNull("origin"), fact);
        return row.text("prev_hash").equals(lastHash) && row.text("hash").equals(hash);
    }

    /** Rows cut off at the end leave the chain whole; SQLite's own count of the ids it gave out tells of them. */
    private void end() {
        sql.query("select seq from sqlite_sequence where name = 'events'")
                .map(rows -> rows.isEmpty() || rows.get(0).number("seq") <= lastId
                        ? Optional.<String>empty()
                        : Optional.of("The history ends at row " + lastId + ", but row "
                                + rows.get(0).number("seq") + " was written once: the newest rows were taken out."))
                .onComplete(result);
    }
}
