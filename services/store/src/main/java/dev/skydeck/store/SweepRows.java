package dev.skydeck.store;

import com.fasterxml.jackson.databind.JavaType;
import dev.skydeck.messages.SweepRequest.SweepDetail;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.Sweep;
import dev.skydeck.messages.model.SweepProgress;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads sweeps with their progress: two statements, however many there are. */
final class SweepRows {
    static final JavaType AXES = Json.listOf(Axis.class);

    private static final String SELECT =
            "select s.*, g.id as group_there from sweeps s left join experiment_groups g on g.id = s.group_id ";

    private SweepRows() {}

    /** Fails with {@code NotFound}. */
    static Future<Sweep> one(Sql sql, String id) {
        return where(sql, "where s.id = ?", id)
                .compose(found -> found.isEmpty() ? missing(id) : Future.succeededFuture(found.get(0)));
    }

    /** Fails with {@code NotFound}. */
    static Future<SweepDetail> detail(Sql sql, String id) {
        return sql.query(SELECT + "where s.id = ?", id)
                .compose(rows -> sweeps(sql, rows)
                        .compose(found -> found.isEmpty()
                                ? missing(id)
                                : members(sql, id).map(members -> detail(rows.get(0), found.get(0), members))));
    }

    private static SweepDetail detail(SqlRow row, Sweep sweep, List<Long> members) {
        return SoundRows.one(
                        RowRules.SWEEPS,
                        row,
                        sound -> new SweepDetail(
                                sweep,
                                Json.read(sound.text("base"), ExperimentSpec.class),
                                Json.<List<Axis>>read(sound.text("axes"), AXES),
                                members))
                .orElseThrow();
    }

    private static <T> Future<T> missing(String id) {
        return Future.failedFuture(new Failure.NotFound("There is no sweep with the id " + id + "."));
    }

    /** Those that the clause over {@code s} selects, in its order. */
    static Future<List<Sweep>> where(Sql sql, String clause, @Nullable Object... parameters) {
        return sql.query(SELECT + clause, parameters).compose(rows -> sweeps(sql, rows));
    }

    /** Ids of the members that are not deleted, in the order they were made. */
    static Future<List<Long>> members(Sql sql, String id) {
        return sql.query("select id from experiments where sweep = ? and deleted = 0 order by id", id)
                .map(rows -> rows.stream().map(row -> row.number("id")).toList());
    }

    /** By sweep; those without any are left out. */
    static Future<Map<String, StopRules>> stopRules(Sql sql, Collection<String> ids) {
        return sql.query(
                        "select * from sweeps where stop_rules is not null and id in (select value from json_each(?))",
                        Json.text(ids))
                .map(rows -> {
                    Map<String, StopRules> rules = new HashMap<>();
                    rows.forEach(row -> SoundRows.one(
                                    RowRules.SWEEPS, row, sound -> StopRuleTexts.read(sound.textOrNull("stop_rules")))
                            .ifPresent(stop -> rules.put(row.text("id"), stop)));
                    return rules;
                });
    }

    private static Future<List<Sweep>> sweeps(Sql sql, List<SqlRow> rows) {
        List<String> ids = rows.stream().map(row -> row.text("id")).toList();
        return sql.query("""
                        select sweep, current_state, desired_state, count(*) as members from experiments
                        where sweep in (select value from json_each(?)) and deleted = 0
                        group by sweep, current_state, desired_state
                        """, Json.text(ids)).map(counts -> {
            Map<String, Tally> tallies = new HashMap<>();
            counts.forEach(count -> tallies.computeIfAbsent(count.text("sweep"), id -> new Tally())
                    .add(count));
            return SoundRows.all(
                    RowRules.SWEEPS, rows, row -> sweep(row, tallies.getOrDefault(row.text("id"), new Tally())));
        });
    }

    private static Sweep sweep(SqlRow row, Tally tally) {
        return new Sweep(
                row.text("id"),
                row.text("name"),
                row.textOrNull("group_there"),
                row.limitOrNull("max_parallel"),
                StopRuleTexts.read(row.textOrNull("stop_rules")),
                row.text("owner"),
                row.number("revision"),
                row.instant("created_at"),
                row.instant("updated_at"),
                tally.progress());
    }

    /** Counts the members of one sweep. */
    private static final class Tally {
        private final Map<CurrentState, Integer> current = new EnumMap<>(CurrentState.class);
        private final Map<DesiredState, Integer> desired = new EnumMap<>(DesiredState.class);
        private int total;
        private int done;

        void add(SqlRow count) {
            int members = count.integer("members");
            SqlRow sound = RowRules.MEMBER_COUNTS.sound(count);
            CurrentState is = sound.word(CurrentState.class, "current_state");
            DesiredState wanted = sound.word(DesiredState.class, "desired_state");
            current.merge(is, members, Integer::sum);
            desired.merge(wanted, members, Integer::sum);
            total += members;
            done += is == CurrentState.SUCCEEDED || is == CurrentState.FAILED || wanted == DesiredState.TERMINATED
                    ? members
                    : 0;
        }

        SweepProgress progress() {
            return new SweepProgress(total, done, current, desired);
        }
    }
}
