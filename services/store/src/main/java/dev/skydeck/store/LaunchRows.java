package dev.skydeck.store;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads whole launches. */
final class LaunchRows {
    /** GPUs over all nodes by the specification of a launch {@code l}; absurd numbers must not overflow. */
    static final String GPUS = """
            case when json_valid(l.spec) then min(max(cast(l.spec ->> '$.nodes' as integer), 0), 1000000)
              * min(max(cast(l.spec ->> '$.gpus' as integer), 0), 1000000) end""";

    private LaunchRows() {}

    /** Fails with {@code NotFound}. */
    static Future<Launch> one(Sql sql, long id) {
        return where(sql, "id = ?", id)
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(new Failure.NotFound("There is no launch with the id " + id + "."))
                        : Future.succeededFuture(found.get(0)));
    }

    static Future<List<Launch>> byIds(Sql sql, Collection<Long> ids) {
        return ids.isEmpty()
                ? Future.succeededFuture(List.of())
                : where(sql, "id in (select value from json_each(?)) order by id", Json.text(ids));
    }

    static Future<List<Launch>> where(Sql sql, String condition, @Nullable Object... parameters) {
        return sql.query("select * from launches where " + condition, parameters)
                .map(rows -> SoundRows.all(RowRules.LAUNCHES, rows, LaunchRows::launch));
    }

    private static Launch launch(SqlRow row) {
        return new Launch(
                row.number("id"),
                row.number("experiment_id"),
                row.number("sequence"),
                row.text("token"),
                row.text("job_name"),
                row.word(LaunchState.class, "state"),
                row.integer("attempt"),
                row.number("run_request"),
                Json.read(row.text("spec"), ExperimentSpec.class),
                row.numberOrNull("server"),
                row.textOrNull("request_id"),
                row.numberOrNull("job_id"),
                row.flag("cancel_recorded"),
                row.integer("cancel_attempts"),
                row.wordOrNull(LaunchEnd.class, "end"),
                row.textOrNull("end_status"),
                row.textOrNull("reason"),
                row.instant("opened_at"),
                row.instantOrNull("sent_at"),
                row.instantOrNull("closed_at"),
                row.flag("adopted"));
    }
}
