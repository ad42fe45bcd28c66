package dev.skydeck.store;

import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.Restart;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table whose values not every program would write so that we can read them.
 *
 * @param key columns that name a row
 * @param suspects SQL for the rows that are looked at when the store starts; cheap, and may find too many or too few
 * @param columns of the table itself
 * @param readOnly columns that are read with stand-ins and never repaired: those of another table, and keys
 */
record RowRules(String table, List<String> key, String suspects, List<ColumnRule> columns, List<ColumnRule> readOnly) {
    static final String HELD = ConditionType.Paused.name();

    static final RowRules EXPERIMENTS = new RowRules(
            "experiments",
            List.of("id"),
            "1",
            List.of(
                    ColumnRule.word("desired_state", DesiredState.class, DesiredState.STOPPED)
                            .orHold(),
                    ColumnRule.word("current_state", CurrentState.class, CurrentState.UNKNOWN),
                    ColumnRule.flags("flags").orHold(),
                    ColumnRule.integer("nodes", 1).orHold(),
                    ColumnRule.integer("gpus", 0).orHold(),
                    ColumnRule.texts("tags"),
                    ColumnRule.integer("priority", 0),
                    ColumnRule.word("restart", Restart.class, Restart.NEVER),
                    ColumnRule.retries("max_retries"),
                    ColumnRule.retries("infra_retries"),
                    ColumnRule.stopRules("stop_rules").orHold(),
                    ColumnRule.instant("created_at"),
                    ColumnRule.instant("updated_at"),
                    ColumnRule.wordOrNull("hold", ConditionType.class, ConditionType.Paused)),
            // What may have been sent counts as sent.
            List.of(
                    ColumnRule.wordOrNull("launch_state", LaunchState.class, LaunchState.SENT)
                            .orHold(),
                    ColumnRule.instantOrNull("launch_opened_at").orHold()));

    static final RowRules LAUNCHES = new RowRules(
            "launches",
            List.of("id"),
            "state not in ('INTENT', 'SENT', 'LIVE', 'CLOSED', 'ABANDONED', 'LATE') or not json_valid(spec)"
                    + " or attempt not between -2147483648 and 2147483647"
                    + " or cancel_attempts not between -2147483648 and 2147483647 or end is not null"
                    + noTime("opened_at", "sent_at", "closed_at"),
            List.of(
                    ColumnRule.word("state", LaunchState.class, LaunchState.SENT)
                            .orHold(),
                    ColumnRule.integer("attempt", 1).orHold(),
                    ColumnRule.integer("cancel_attempts", 0),
                    ColumnRule.wordOrNull("end", LaunchEnd.class, null),
                    ColumnRule.instant("opened_at").orHold(),
                    ColumnRule.instantOrNull("sent_at").orHold(),
                    ColumnRule.instantOrNull("closed_at"),
                    ColumnRule.spec("spec", "job_name")),
            List.of());

    static final RowRules JOBS = new RowRules(
            "jobs",
            List.of("server", "job_id", "task_id"),
            "recovery_count not between -2147483648 and 2147483647 or nodes not between -2147483648 and 2147483647"
                    + " or gpus not between -2147483648 and 2147483647"
                    + " or coalesce(exit_code, 0) not between -2147483648 and 2147483647"
                    + " or abs(duration_seconds) > 1.7976931348623157e308"
                    + " or (imported_id is not null and cluster_name is null)"
                    + " or case when json_valid(metadata) then json_type(metadata) <> 'object'"
                    + " or exists (select 1 from json_each(metadata) where type <> 'text') else 1 end"
                    + " or coalesce(priority, 0) not between -2147483648 and 2147483647"
                    + " or case when json_valid(links) then json_type(links) <> 'object'"
                    + " or exists (select 1 from json_each(links) where type <> 'text') else 1 end"
                    + noTime("submitted_at", "started_at", "ended_at", "created_at", "last_recovered_at"),
            List.of(
                    ColumnRule.integerOrNull("priority"),
                    ColumnRule.instantOrNull("last_recovered_at"),
                    ColumnRule.textMap("links"),
                    ColumnRule.integer("recovery_count", 0),
                    ColumnRule.integer("nodes", 1),
                    ColumnRule.integer("gpus", 0),
                    ColumnRule.integerOrNull("exit_code"),
                    ColumnRule.realOrNull("duration_seconds"),
                    ColumnRule.instantOrNull("submitted_at"),
                    ColumnRule.instantOrNull("started_at"),
                    ColumnRule.instantOrNull("ended_at"),
                    ColumnRule.instant("created_at"),
                    ColumnRule.textMap("metadata"),
                    new ColumnRule(
                            "cluster_name",
                            row -> !row.isNull("cluster_name") || row.isNull("imported_id"),
                            row -> "",
                            false)),
            // A part of the key: nothing is written there.
            List.of(ColumnRule.integer("task_id", Integer.MAX_VALUE)));

    static final RowRules CHECKPOINTS = new RowRules(
            "checkpoints",
            List.of("experiment_id", "epoch"),
            "case when json_valid(replay_paths) then json_type(replay_paths) <> 'array'"
                    + " or exists (select 1 from json_each(replay_paths) where type <> 'text') else 1 end"
                    + " or case when json_valid(metrics) then json_type(metrics) <> 'object'"
                    + " or exists (select 1 from json_each(metrics) where type in ('null', 'array', 'object')) else 1 end"
                    + noTime("modified_at", "created_at", "synced_at"),
            List.of(
                    ColumnRule.texts("replay_paths"),
                    ColumnRule.flags("metrics"),
                    ColumnRule.instant("modified_at"),
                    ColumnRule.instant("created_at"),
                    ColumnRule.instant("synced_at")),
            List.of());

    static final RowRules GROUPS = new RowRules(
            "experiment_groups",
            List.of("id"),
            "1",
            List.of(
                    ColumnRule.texts("flags"),
                    ColumnRule.limitOrNull("max_parallel"),
                    ColumnRule.limitOrNull("max_gpus"),
                    ColumnRule.moneyOrNull("max_spend"),
                    ColumnRule.instant("created_at"),
                    ColumnRule.instant("updated_at")),
            List.of());

    static final RowRules SWEEPS = new RowRules(
            "sweeps",
            List.of("id"),
            "1",
            List.of(
                    ColumnRule.spec("base", "name"),
                    ColumnRule.axes("axes"),
                    ColumnRule.stopRules("stop_rules"),
                    ColumnRule.limitOrNull("max_parallel"),
                    ColumnRule.instant("created_at"),
                    ColumnRule.instant("updated_at")),
            List.of());

    /** Counts of a sweep's members by their states. */
    static final RowRules MEMBER_COUNTS = new RowRules(
            "members",
            List.of("sweep"),
            "0",
            List.of(
                    ColumnRule.word("desired_state", DesiredState.class, DesiredState.STOPPED),
                    ColumnRule.word("current_state", CurrentState.class, CurrentState.UNKNOWN)),
            List.of());

    static final RowRules CLUSTERS = new RowRules(
            "clusters",
            List.of("name"),
            "1",
            List.of(
                    ColumnRule.integer("num_nodes", 0),
                    ColumnRule.integerOrNull("autostop_minutes"),
                    ColumnRule.realOrNull("dollars_per_hour"),
                    ColumnRule.instantOrNull("created_at"),
                    ColumnRule.instant("last_seen")),
            List.of());

    /** A condition of an unknown type is set aside: the reconciler states its conditions again anyway. */
    static final RowRules CONDITIONS = new RowRules(
            "conditions",
            List.of("experiment_id", "type"),
            "0",
            List.of(ColumnRule.instant("since"), ColumnRule.instantOrNull("next_at")),
            List.of());

    /** Those that a start looks through. */
    static final List<RowRules> STORED = List.of(EXPERIMENTS, LAUNCHES, JOBS, CHECKPOINTS, GROUPS, SWEEPS, CLUSTERS);

    private static String noTime(String... columns) {
        return Arrays.stream(columns)
                .map(column ->
                        " or coalesce(" + column + ", 0) not between " + SqlRow.FIRST_TIME + " and " + SqlRow.LAST_TIME)
                .collect(Collectors.joining());
    }

    /** What stands in for the table's own broken values, by column; empty for a sound row. */
    Map<String, @Nullable Object> repairs(SqlRow row) {
        return standIns(row, columns);
    }

    /** The row with a stand-in for every broken value. */
    SqlRow sound(SqlRow row) {
        Map<String, @Nullable Object> values = standIns(row, columns);
        values.putAll(standIns(row, readOnly));
        return row.with(values);
    }

    /** Whether an experiment is to be held because of these columns of it or of its launch. */
    boolean holds(Map<String, ?> broken) {
        return columns.stream().anyMatch(column -> column.holds() && broken.containsKey(column.name()));
    }

    private Map<String, @Nullable Object> standIns(SqlRow row, List<ColumnRule> rules) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        boolean held = false;
        for (ColumnRule rule : rules) {
            if (!rule.sound().test(row)) {
                values.put(rule.name(), rule.standIn().apply(row));
                held |= rule.holds();
            }
        }
        if (held && table.equals("experiments") && row.isNull("hold")) {
            values.put("hold", HELD);
        }
        return values;
    }
}
