package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest.SetConditions;
import dev.skydeck.messages.model.Condition;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why experiments are not where they should be, in the reconciler's words. */
final class Conditions {
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
        List<ConditionReport> stated = before.conditions().stream()
                .map(condition -> new ConditionReport(condition.type(), condition.reason()))
                .toList();
        if (stated.equals(reports)) {
            return Future.succeededFuture(before);
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (ConditionReport report : reports) {
            rows.add(new @Nullable Object[] {
                before.id(), report.type(), rows.size(), report.reason(), since(before, report.type(), change.now)
            });
        }
        change.experiment(before.id());
        change.happened("conditions_set", before.id(), null, "reconciler", Map.of("before", stated, "after", reports));
        return change.sql
                .update("delete from conditions where experiment_id = ?", before.id())
                .compose(none -> change.sql.batch(
                        "insert into conditions (experiment_id, type, position, reason, since) values (?,?,?,?,?)",
                        rows))
                .compose(none -> ExperimentRows.one(change.sql, before.id()));
    }

    private static Instant since(Experiment before, ConditionType type, Instant now) {
        return before.conditions().stream()
                .filter(condition -> condition.type() == type)
                .map(Condition::since)
                .findFirst()
                .orElse(now);
    }
}
