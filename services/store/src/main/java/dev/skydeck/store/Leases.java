package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest.LeaseHolder;
import dev.skydeck.messages.LaunchRequest.ReleaseLease;
import dev.skydeck.messages.LaunchRequest.RenewLease;
import dev.skydeck.messages.LaunchRequest.TakeLease;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;

/**
 * The lease of the one reconciler that decides. Its epoch fences: whoever held it before is refused from then on. Whether
 * a holder lives is judged by its process where that can be seen from here, else by its renewals on the store's clock.
 */
final class Leases {
    /** A holder that cannot be seen and has been silent this long has lost it. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    private final Writes writes;
    private final Transactions transactions;
    private final StoreClock clock;
    private final Processes processes;
    /** When the holder was last heard of; a holder from before this start counts from it. */
    private volatile long heardAt;

    Leases(Writes writes, Transactions transactions, StoreClock clock, Processes processes) {
        this.writes = writes;
        this.transactions = transactions;
        this.clock = clock;
        this.processes = processes;
        this.heardAt = clock.nanoTime();
    }

    Future<Long> take(TakeLease request) {
        return writes.write(change -> change.sql
                        .query("select * from lease")
                        .compose(rows -> take(change, rows.get(0), request.holder())))
                .map(Written::value);
    }

    private Future<Long> take(Change change, SqlRow row, LeaseHolder asker) {
        if (!row.isNull("instance")) {
            LeaseHolder holder = holder(row);
            if (!holder.instance().equals(asker.instance()) && isAlive(holder)) {
                return Future.failedFuture(new Failure.Conflict(
                        "Another reconciler is at work: process " + holder.pid() + " on " + holder.host() + "."));
            }
        }
        long epoch = row.number("epoch") + 1;
        change.happened("lease_taken", null, null, "reconciler", Map.of("epoch", epoch, "holder", asker));
        change.afterCommit(() -> heardAt = clock.nanoTime());
        return change.sql
                .update(
                        "update lease set epoch = ?, host = ?, pid = ?, started_at = ?, instance = ?",
                        epoch,
                        asker.host(),
                        asker.pid(),
                        asker.startedAt(),
                        asker.instance())
                .map(epoch);
    }

    Future<Boolean> renew(RenewLease request) {
        return transactions.read(sql -> require(sql, request.epoch())).map(none -> {
            heardAt = clock.nanoTime();
            return true;
        });
    }

    /** Answers false when it was lost before. */
    Future<Boolean> release(ReleaseLease request) {
        return writes.write(change -> change.sql
                        .update(
                                "update lease set host = null, pid = null, started_at = null, instance = null"
                                        + " where epoch = ? and instance is not null",
                                request.epoch())
                        .map(released -> {
                            if (released > 0) {
                                change.happened(
                                        "lease_released", null, null, "reconciler", Map.of("epoch", request.epoch()));
                            }
                            return released > 0;
                        }))
                .map(Written::value);
    }

    /** Fails with {@code Conflict} unless that epoch holds the lease. */
    static Future<Void> require(Sql sql, long epoch) {
        return sql.query("select 1 from lease where epoch = ? and instance is not null", epoch)
                .compose(rows -> rows.isEmpty()
                        ? Future.failedFuture(new Failure.Conflict("The reconciler's lease of epoch " + epoch
                                + " is no longer held: another one decides now."))
                        : Future.succeededFuture());
    }

    private boolean isAlive(LeaseHolder holder) {
        return switch (processes.at(holder)) {
            case ALIVE -> true;
            case DEAD -> false;
            case UNKNOWN -> clock.nanoTime() - heardAt <= SILENCE.toNanos();
        };
    }

    private static LeaseHolder holder(SqlRow row) {
        return new LeaseHolder(row.text("host"), row.number("pid"), row.number("started_at"), row.text("instance"));
    }
}
