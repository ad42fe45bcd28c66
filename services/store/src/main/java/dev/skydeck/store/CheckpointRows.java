package dev.skydeck.store;

import dev.skydeck.messages.Event.CheckpointCount;
import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.PolicyVersion;
import dev.skydeck.messages.model.SideCar;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads checkpoints. */
final class CheckpointRows {
    private CheckpointRows() {}

    static Future<List<Checkpoint>> where(Sql sql, String condition, @Nullable Object... parameters) {
        return sql.query("select * from checkpoints where " + condition, parameters)
                .map(rows -> SoundRows.all(RowRules.CHECKPOINTS, rows, CheckpointRows::checkpoint));
    }

    static Future<List<CheckpointCount>> counts(Sql sql, Collection<Long> experimentIds) {
        return experimentIds.isEmpty()
                ? Future.succeededFuture(List.of())
                : sql.query(
                                "select experiment_id, max(epoch) as latest, count(*) as total from checkpoints"
                                        + " where experiment_id in (select value from json_each(?))"
                                        + " group by experiment_id",
                                Json.text(experimentIds))
                        .map(rows -> rows.stream()
                                .map(row -> new CheckpointCount(
                                        row.number("experiment_id"), row.numberOrNull("latest"), row.integer("total")))
                                .toList());
    }

    private static Checkpoint checkpoint(SqlRow row) {
        return new Checkpoint(
                row.number("experiment_id"),
                row.number("epoch"),
                row.text("model_path"),
                Json.texts(row.text("replay_paths")),
                row.numberOrNull("size"),
                row.textOrNull("etag"),
                row.instant("modified_at"),
                row.instant("created_at"),
                row.instant("synced_at"),
                Json.read(row.text("metrics"), Flags.class),
                new PolicyVersion(
                        row.textOrNull("observatory_url"),
                        row.textOrNull("policy_version"),
                        row.textOrNull("policy_id"),
                        row.textOrNull("policy_version_id")),
                row.instantOrNull("gone_at"),
                row.isNull("metrics_version")
                        ? null
                        : new SideCar(row.text("metrics_uri"), row.text("metrics_version")),
                row.textOrNull("metrics_problem"));
    }
}
