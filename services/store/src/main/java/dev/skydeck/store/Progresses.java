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
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** How far experiments with stop rules are. */
final class Progresses {
    /** Of the run request in force. */
    private static final JobUse.Query RAN = new JobUse.Query(
            "l.experiment_id",
            "join experiments o on o.id = l.experiment_id and o.run_request = l.run_request",
            "l.experiment_id in (select value from json_each(?3))");

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
            return JobUse.of(sql, RAN, Optional.empty(), Optional.empty(), ids)
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
            List<JobUse> ran,
            List<Checkpoint> checkpoints) {
        Map<String, List<JobUse>> used =
                ran.stream().collect(Collectors.groupingBy(use -> Objects.requireNonNull(use.key())));
        Map<Long, Flags> metrics =
                checkpoints.stream().collect(Collectors.toMap(Checkpoint::experimentId, Checkpoint::metrics));
        Map<Long, Progress> progresses = new HashMap<>();
        for (Experiment experiment : experiments) {
            StopRules stop = rules.get(experiment.id());
            if (stop != null) {
                List<JobUse> jobs = used.getOrDefault(Long.toString(experiment.id()), List.of());
                progresses.put(
                        experiment.id(),
                        new Progress(
                                stop,
                                seconds(jobs, JobUse::millis),
                                seconds(jobs, JobUse::gpuMillis),
                                jobs.stream().anyMatch(JobUse::running),
                                metrics.getOrDefault(experiment.id(), Flags.NONE),
                                experiment.latestEpoch()));
            }
        }
        return progresses;
    }

    private static double seconds(List<JobUse> jobs, ToLongFunction<JobUse> millis) {
        return jobs.stream().mapToLong(millis).sum() / 1000.0;
    }
}
