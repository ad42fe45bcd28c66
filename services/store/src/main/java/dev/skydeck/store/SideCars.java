package dev.skydeck.store;

import dev.skydeck.messages.MetricRequest;
import dev.skydeck.messages.MetricRequest.EpochSideCar;
import dev.skydeck.messages.MetricRequest.ListSideCars;
import dev.skydeck.messages.MetricRequest.ReadSideCar;
import dev.skydeck.messages.MetricRequest.RecordSideCars;
import dev.skydeck.messages.model.SideCar;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of numbers beside checkpoints: which are to be read, and what they hold. */
final class SideCars {
    private final Transactions transactions;
    private final Writes writes;

    SideCars(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    Future<MetricRequest.SideCars> list(ListSideCars request) {
        return transactions.read(sql -> ExperimentRows.one(sql, request.experimentId())
                .compose(experiment -> sql.query("""
                        select epoch, metrics_uri, metrics_version from checkpoints
                        where experiment_id = ? and metrics_version is not null and metrics_version is not metrics_read
                          and gone_at is null
                        order by epoch limit ?
                        """, request.experimentId(), Pages.limit(request.limit(), 500)))
                .map(rows -> new MetricRequest.SideCars(rows.stream()
                        .map(row -> new EpochSideCar(
                                row.number("epoch"), new SideCar(row.text("metrics_uri"), row.text("metrics_version"))))
                        .toList())));
    }

    /** What was read of a version that is no longer the present one is passed over: that one is read anyway. */
    Future<Written<Integer>> record(RecordSideCars request) {
        return writes.write(change -> ExperimentRows.one(change.sql, request.experimentId())
                .compose(experiment -> save(change, request.experimentId(), request.read())));
    }

    private static Future<Integer> save(Change change, long id, List<ReadSideCar> read) {
        Future<Integer> saved = Future.succeededFuture(0);
        for (ReadSideCar one : read) {
            @Nullable String values = one.values() == null ? null : Json.text(one.values());
            saved = saved.compose(before -> change.sql
                    .update(
                            "update checkpoints set metrics = coalesce(?, metrics), metrics_read = metrics_version, metrics_problem = ?"
                                    + " where experiment_id = ? and epoch = ? and metrics_version = ?",
                            values,
                            one.problem(),
                            id,
                            one.epoch(),
                            one.version())
                    .map(changed -> before + changed));
        }
        return saved.onSuccess(changed -> {
            if (changed > 0) {
                change.checkpoints(id);
            }
        });
    }
}
