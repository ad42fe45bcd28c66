package dev.skydeck.store;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Condition;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchSummary;
import dev.skydeck.messages.model.ProgressUnit;
import dev.skydeck.messages.model.Restart;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.TrainingProgress;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads whole experiments: two statements, however many there are. */
final class ExperimentRows {
    private static final String SELECT = """
            select e.*, l.state as launch_state, l.job_id as launch_job_id, l.opened_at as launch_opened_at,
              (select total_flag from installation) as total_flag, (select total_unit from installation) as total_unit
            from experiments e left join launches l on l.id = e.newest_launch
            """;

    private ExperimentRows() {}

    /** Fails with {@code NotFound}, for one that was purged too. */
    static Future<Experiment> one(Sql sql, long id) {
        return where(sql, "e.id = ? and e.purged = 0", id)
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(new Failure.NotFound("There is no experiment with the id " + id + "."))
                        : Future.succeededFuture(found.get(0)));
    }

    static Future<List<Experiment>> byIds(Sql sql, Collection<Long> ids) {
        return ids.isEmpty()
                ? Future.succeededFuture(List.of())
                : where(sql, "e.id in (select value from json_each(?))", Json.text(ids));
    }

    /** Those that the condition over {@code e} selects, in ascending id unless it orders otherwise. */
    static Future<List<Experiment>> where(Sql sql, String condition, @Nullable Object... parameters) {
        String order = condition.contains("order by") ? "" : " order by e.id";
        return sql.query(SELECT + "where " + condition + order, parameters)
                .compose(rows -> conditions(sql, ids(rows)).map(conditions -> experiments(rows, conditions)));
    }

    private static List<Long> ids(List<SqlRow> rows) {
        return rows.stream().map(row -> row.number("id")).toList();
    }

    private static Future<Map<Long, List<Condition>>> conditions(Sql sql, List<Long> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return sql.query(
                        "select * from conditions where experiment_id in (select value from json_each(?))"
                                + " order by experiment_id, position",
                        Json.text(ids))
                .map(rows -> {
                    Map<Long, List<Condition>> byExperiment = new HashMap<>();
                    for (SqlRow row : rows) {
                        SoundRows.one(RowRules.CONDITIONS, row, ExperimentRows::condition)
                                .ifPresent(condition -> byExperiment
                                        .computeIfAbsent(row.number("experiment_id"), id -> new ArrayList<>())
                                        .add(condition));
                    }
                    return byExperiment;
                });
    }

    private static Condition condition(SqlRow row) {
        return new Condition(
                row.word(ConditionType.class, "type"),
                row.text("reason"),
                row.instant("since"),
                row.instantOrNull("next_at"));
    }

    private static List<Experiment> experiments(List<SqlRow> rows, Map<Long, List<Condition>> conditions) {
        return SoundRows.all(
                RowRules.EXPERIMENTS,
                rows,
                row -> experiment(row, conditions.getOrDefault(row.number("id"), List.of())));
    }

    private static Experiment experiment(SqlRow row, List<Condition> conditions) {
        ExperimentSpec spec = spec(row);
        return new Experiment(
                row.number("id"),
                spec,
                row.word(DesiredState.class, "desired_state"),
                row.word(CurrentState.class, "current_state"),
                row.textOrNull("sky_status"),
                row.number("run_request"),
                row.number("spec_revision"),
                new Annotations(
                        row.textOrNull("description"), row.textOrNull("wandb_link"), Json.texts(row.text("tags"))),
                new BoardPlace(
                        row.textOrNull("exp_group"),
                        row.number("exp_order"),
                        row.flag("is_expanded"),
                        row.flag("starred")),
                row.wordOrNull(ConditionType.class, "hold"),
                row.flag("deleted"),
                row.textOrNull("owner"),
                row.textOrNull("cluster_name"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.numberOrNull("latest_epoch"),
                launch(row),
                conditions,
                row.integer("priority"),
                rules(row),
                row.textOrNull("stop_reason"),
                row.textOrNull("sweep"),
                row.textOrNull("file_set"),
                progress(row, spec.flags()));
    }

    private static @Nullable TrainingProgress progress(SqlRow row, Flags flags) {
        @Nullable Long step = row.numberOrNull("progress_step");
        @Nullable Long epoch = row.numberOrNull(row.isNull("progress_epoch") ? "latest_epoch" : "progress_epoch");
        if (step == null && epoch == null) {
            return null;
        }
        ProgressUnit unit = row.isNull("total_unit") ? ProgressUnit.STEP : row.word(ProgressUnit.class, "total_unit");
        return new TrainingProgress(step, epoch, row.instantOrNull("progress_at"), total(row, flags), unit);
    }

    private static @Nullable Double total(SqlRow row, Flags flags) {
        @Nullable String name = row.textOrNull("total_flag");
        @Nullable FlagValue flag = name == null ? null : flags.values().get(name);
        if (!(flag instanceof FlagValue.Int || flag instanceof FlagValue.Dec)) {
            return null;
        }
        double total = Double.parseDouble(flag.commandText());
        return total > 0 && Double.isFinite(total) ? total : null;
    }

    private static ExperimentSpec spec(SqlRow row) {
        return new ExperimentSpec(
                row.text("name"),
                row.text("base_command"),
                row.textOrNull("tool_path"),
                row.textOrNull("git_branch"),
                Json.read(row.text("flags"), Flags.class),
                row.integer("nodes"),
                row.integer("gpus"),
                row.textOrNull("accelerator"),
                row.textOrNull("instance_type"),
                row.textOrNull("cloud"),
                row.flag("spot"),
                row.textOrNull("task_template"),
                row.textOrNull("cluster"),
                row.flag("stop_cluster"));
    }

    private static RunRules rules(SqlRow row) {
        return new RunRules(
                row.word(Restart.class, "restart"),
                row.integer("max_retries"),
                row.integer("infra_retries"),
                StopRuleTexts.read(row.textOrNull("stop_rules")));
    }

    private static @Nullable LaunchSummary launch(SqlRow row) {
        return row.isNull("launch_state") || row.isNull("launch_opened_at")
                ? null
                : new LaunchSummary(
                        row.number("newest_launch"),
                        row.word(LaunchState.class, "launch_state"),
                        row.numberOrNull("launch_job_id"),
                        row.instant("launch_opened_at"));
    }
}
