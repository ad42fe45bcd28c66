package dev.skydeck.store;

import dev.skydeck.messages.ServerRequest.AcceptServer;
import dev.skydeck.messages.ServerRequest.ListServers;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.messages.model.Server;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Another database behind a server's address: its job ids begin again, so a cancel by id would hit a stranger, and nothing that it
 * lacks has ended. A total that shrinks is the sign. Seen for a settle window, it holds every experiment until a person looks.
 */
final class Replacements {
    private static final int READINGS = 3;
    private static final String LOST = "LOST";
    private static final String REASON = "Another database is behind the address of its SkyPilot server.";

    private final Transactions transactions;
    private final Writes writes;
    private final StoreClock clock;
    /** Unbroken runs of readings that show fewer jobs than there were, by the server's number. */
    private final Map<Long, Run> runs = new HashMap<>();

    private record Run(long firstNanos, int readings) {}

    Replacements(Transactions transactions, Writes writes, StoreClock clock) {
        this.transactions = transactions;
        this.writes = writes;
        this.clock = clock;
    }

    /** Takes in whether a reading of managed jobs showed fewer than there were. */
    Future<Void> observed(Change change, SqlRow server, boolean shrunk, long settleMillis) {
        long number = server.number("number");
        if (!server.isNull("cluster")) {
            return Future.succeededFuture();
        }
        if (!shrunk) {
            runs.remove(number);
            return server.isNull("replaced_at")
                    ? Future.succeededFuture()
                    : change.sql
                            .update("update servers set replaced_at = null where number = ?", number)
                            .mapEmpty();
        }
        Run before = runs.getOrDefault(number, new Run(clock.nanoTime(), 0));
        Run run = new Run(before.firstNanos(), before.readings() + 1);
        runs.put(number, run);
        boolean sure = run.readings() >= READINGS
                && clock.nanoTime() - run.firstNanos()
                        >= Duration.ofMillis(settleMillis).toNanos();
        return sure && server.isNull("replaced_at") ? hold(change, number) : Future.succeededFuture();
    }

    private static Future<Void> hold(Change change, long number) {
        change.happened("server_replaced", null, null, "skypilot", Map.of("server", number));
        return change.sql
                .update("update servers set replaced_at = ? where number = ?", change.now, number)
                .compose(none -> change.sql.query(
                        "update experiments set hold = ?, updated_at = ? where hold is null and deleted = 0 returning id",
                        ConditionType.ServerReplaced,
                        change.now))
                .map(rows -> {
                    rows.forEach(row -> change.experiment(row.number("id")));
                    return null;
                });
    }

    Future<List<Server>> list(ListServers request) {
        return transactions.read(sql -> sql.query("select * from servers where cluster is null and imported = 0"
                        + " order by observed_at desc nulls last, number desc")
                .map(rows -> rows.stream().map(Replacements::server).toList()));
    }

    Future<Written<Server>> accept(AcceptServer request) {
        return writes.command(
                request.command(),
                "AcceptServer",
                Json.type(Server.class),
                change -> one(change.sql, request.number())
                        .compose(server -> server.isNull("replaced_at") || !server.isNull("retired_at")
                                ? Launches.conflict("The server " + request.number()
                                        + " shows what it must, or was accepted before: there is nothing to accept.")
                                : accept(change, server, request.command().actor()))
                        .compose(none -> one(change.sql, request.number()))
                        .map(Replacements::server));
    }

    private static Future<SqlRow> one(Sql sql, long number) {
        return sql.query("select * from servers where number = ? and cluster is null and imported = 0", number)
                .compose(rows -> rows.isEmpty()
                        ? Future.failedFuture(
                                new Failure.NotFound("There is no server with the number " + number + "."))
                        : Future.succeededFuture(rows.get(0)));
    }

    private static Future<Void> accept(Change change, SqlRow server, String actor) {
        long number = server.number("number");
        change.happened("server_accepted", null, null, actor, Map.of("server", number, "url", server.text("url")));
        return JobRows.where(change.sql, "j.server = ? and j.terminal = 0", number)
                .compose(living -> {
                    List<ObservedJob> ended = living.stream()
                            .map(job -> job.observed().ended(LOST, change.now, REASON))
                            .toList();
                    return ended.isEmpty()
                            ? Future.succeededFuture(0)
                            : new ObservationRecorder(change, server).recordRows(ended);
                })
                .compose(none -> LaunchRows.where(
                        change.sql, "server = ? and state in ('SENT', 'LIVE', 'LATE') order by id", number))
                .compose(launches -> {
                    Future<Void> done = Future.succeededFuture();
                    for (Launch launch : launches) {
                        done = done.compose(none -> Launches.abandon(change, launch, LaunchEnd.LOST, REASON, actor)
                                .mapEmpty());
                    }
                    return done;
                })
                .compose(none -> change.sql
                        .update("update servers set retired_at = ? where number = ?", change.now, number)
                        .mapEmpty());
    }

    private static Server server(SqlRow row) {
        return new Server(
                row.number("number"),
                row.text("url"),
                row.text("user_hash"),
                row.textOrNull("workspace"),
                row.number("total_no_filter"),
                row.instantOrNull("observed_at"),
                row.instantOrNull("replaced_at"),
                row.instantOrNull("retired_at"));
    }
}
