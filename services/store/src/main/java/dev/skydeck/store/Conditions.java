package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest.SetConditions;
import dev.skydeck.messages.model.Condition;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why experiments are not where they should be, in the reconciler's words. */
final class Conditions {
    /** A time that moved by less is the same. */
    private static final Duration SAME_TIME = Duration.ofSeconds(2);

    private final Writes writes;

    Conditions(Writes writes) {
        this.writes = writes;
    }

    Future<Experiment> set(SetConditions request) {
        return writes.write(change -> Leases.require(change.sql, request.epoch())
                        .compose(none -> ExperimentRows.one(change.sql, request.experimentId()))
                        .compose(before -> replace(change, before, unique(request.conditions()))))
                .map(Written::value);
    }

    /** Each type once, where it is stated first. */
    private static List<ConditionReport> unique(List<ConditionReport> reports) {
        Map<ConditionType, ConditionReport> byType = new LinkedHashMap<>();
        reports.forEach(report -> byType.putIfAbsent(report.type(), report));
        return List.copyOf(byType.values());
    }

    private static Future<Experiment> replace(Change change, Experiment before, List<ConditionReport> reports) {
        List<ConditionReport> stated =
                before.conditions().stream().map(Condition::said).toList();
        List<ConditionReport> said = reports.stream().map(ConditionReport::said).toList();
        if (stated.equals(said) && isNextAsStated(before.conditions(), reports, change.now)) {
            return Future.succeededFuture(before);
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (ConditionReport report : reports) {
            rows.add(new @Nullable Object[] {
                before.id(),
                report.type(),
                rows.size(),
                report.reason(),
                since(before, report.type(), change.now),
                next(report, change.now)
            });
        }
        change.experiment(before.id());
        if (!stated.equals(said)) {
            change.happened("conditions_set", before.id(), null, "reconciler", Map.of("before", stated, "after", said));
        }
        return change.sql
                .update("delete from conditions where experiment_id = ?", before.id())
                .compose(none -> change.sql.batch(
                        "insert into conditions (experiment_id, type, position, reason, since, next_at) values (?,?,?,?,?,?)",
                        rows))
                .compose(none -> ExperimentRows.one(change.sql, before.id()));
    }

    /** The time is stated again and again while it comes nearer; the clocks of two processes need not run alike. */
    private static boolean isNextAsStated(List<Condition> stated, List<ConditionReport> reports, Instant now) {
        for (int i = 0; i < reports.size(); i++) {
            Instant before = stated.get(i).nextAt();
            Instant after = next(reports.get(i), now);
            if (before == null || after == null) {
                if (before != null || after != null) {
                    return false;
                }
            } else if (Duration.between(before, after).abs().compareTo(SAME_TIME) > 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Instant next(ConditionReport report, Instant now) {
        return report.nextMillis() == null ? null : now.plusMillis(report.nextMillis());
    }

    private static Instant since(Experiment before, ConditionType type, Instant now) {
        return before.conditions().stream()
                .filter(condition -> condition.type() == type)
                .map(Condition::since)
                .findFirst()
                .orElse(now);
    }
}
