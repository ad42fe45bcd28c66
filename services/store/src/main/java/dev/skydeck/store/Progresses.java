package dev.skydeck.store;

import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Progress;
import dev.skydeck.messages.model.StopRules;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far experiments with stop rules are. */
final class Progresses {
    /**
     * An ended job ran by SkyPilot's clock alone. One that still runs is only known to have run until the last reading that showed it,
     * and cannot have run for longer than since it was sent, whatever that clock says of its start.
     */
    private static final String RAN = """
            with ran as (
              select l.experiment_id as id, j.terminal,
                max(coalesce(case when j.terminal then %s
                  else (s.read_at - max(j.started_at, coalesce(l.sent_at, 0))) / 1000.0 end, 0), 0) as seconds,
                coalesce(%s, 0) as gpus
              from launches l join experiments e on e.id = l.experiment_id and e.run_request = l.run_request
                join jobs j on j.launch_id = l.id join servers s on s.number = j.server
              where l.experiment_id in (select value from json_each(?)) and j.started_at is not null)
            select id, total(seconds) as seconds, total(seconds * gpus) as gpu_seconds, max(terminal = 0) as running
            from ran group by id
            """.formatted(JobRows.RAN_SECONDS, LaunchRows.GPUS);

    /** Of the newest checkpoint that was found since the run was asked for. */
    private static final String NEWEST = """
            (experiment_id, epoch) in (
              select c.experiment_id, max(c.epoch) from checkpoints c join experiments e on e.id = c.experiment_id
              where e.id in (select value from json_each(?)) and c.created_at >= coalesce(e.requested_at, e.created_at)
              group by c.experiment_id)
            """;

    private Progresses() {}

    /** By experiment; those that no stop rule may stop are left out. */
    static Future<Map<Long, Progress>> of(Sql sql, Collection<Experiment> experiments) {
        return rules(sql, experiments).compose(rules -> {
            if (rules.isEmpty()) {
                return Future.succeededFuture(Map.of());
            }
            String ids = Json.text(rules.keySet());
            return sql.query(RAN, ids)
                    .compose(ran -> CheckpointRows.where(sql, NEWEST, ids)
                            .map(checkpoints -> progresses(experiments, rules, ran, checkpoints)));
        });
    }

    /** The rules in force, of those that are wanted to run and have any. */
    static Future<Map<Long, StopRules>> rules(Sql sql, Collection<Experiment> experiments) {
        List<Experiment> wanted = experiments.stream()
                .filter(experiment -> experiment.desiredState() == DesiredState.RUNNING && !experiment.deleted())
                .toList();
        List<String> sweeps = wanted.stream()
                .map(Experiment::sweep)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return ofSweeps(sql, sweeps).map(bySweep -> {
            Map<Long, StopRules> rules = new HashMap<>();
            for (Experiment experiment : wanted) {
                StopRules ofSweep = Optional.ofNullable(experiment.sweep())
                        .map(bySweep::get)
                        .orElse(StopRules.NONE);
                StopRules inForce = experiment.rules().stop().or(ofSweep);
                if (!inForce.areNone()) {
                    rules.put(experiment.id(), inForce);
                }
            }
            return rules;
        });
    }

    private static Future<Map<String, StopRules>> ofSweeps(Sql sql, List<String> sweeps) {
        return sweeps.isEmpty() ? Future.succeededFuture(Map.of()) : SweepRows.stopRules(sql, sweeps);
    }

    private static Map<Long, Progress> progresses(
            Collection<Experiment> experiments,
            Map<Long, StopRules> rules,
            List<SqlRow> ran,
            List<Checkpoint> checkpoints) {
        Map<Long, SqlRow> rows = ran.stream().collect(Collectors.toMap(row -> row.number("id"), row -> row));
        Map<Long, Flags> metrics =
                checkpoints.stream().collect(Collectors.toMap(Checkpoint::experimentId, Checkpoint::metrics));
        Map<Long, Progress> progresses = new HashMap<>();
        for (Experiment experiment : experiments) {
            StopRules stop = rules.get(experiment.id());
            if (stop != null) {
                SqlRow row = rows.get(experiment.id());
                progresses.put(
                        experiment.id(),
                        new Progress(
                                stop,
                                row == null ? 0 : row.real("seconds"),
                                row == null ? 0 : row.real("gpu_seconds"),
                                row != null && row.flag("running"),
                                metrics.getOrDefault(experiment.id(), Flags.NONE),
                                experiment.latestEpoch()));
            }
        }
        return progresses;
    }
}
