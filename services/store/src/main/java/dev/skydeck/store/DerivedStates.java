package dev.skydeck.store;

import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.store.CurrentStates.Current;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the derived columns of experiments right; whoever changes a launch or a bound job calls it in the same write. */
final class DerivedStates {
    private DerivedStates() {}

    static Future<Void> refresh(Change change, Collection<Long> experimentIds) {
        if (experimentIds.isEmpty()) {
            return Future.succeededFuture();
        }
        Sql sql = change.sql;
        return LaunchRows.where(
                        sql,
                        "id in (select newest_launch from experiments where id in (select value from json_each(?)))",
                        Json.text(experimentIds))
                .compose(launches -> JobRows.ofLaunches(
                                sql, launches.stream().map(Launch::id).toList())
                        .compose(jobs -> ExperimentRows.byIds(sql, experimentIds)
                                .compose(experiments -> update(change, experiments, launches, JobSummary.of(jobs)))));
    }

    private static Future<Void> update(
            Change change, List<Experiment> experiments, List<Launch> launches, List<Job> jobs) {
        Map<Long, Launch> newest =
                launches.stream().collect(Collectors.toMap(Launch::experimentId, Function.identity()));
        List<@Nullable Object[]> updates = new ArrayList<>();
        for (Experiment experiment : experiments) {
            Launch launch = newest.get(experiment.id());
            Current current = CurrentStates.of(launch, launch == null ? null : jobOf(launch, jobs));
            if (current.state() != experiment.currentState()
                    || !Objects.equals(current.skyStatus(), experiment.skyStatus())) {
                change.experiment(experiment.id());
                updates.add(new @Nullable Object[] {current.state(), current.skyStatus(), experiment.id()});
            }
        }
        return updates.isEmpty()
                ? Future.succeededFuture()
                : change.sql.batch("update experiments set current_state = ?, sky_status = ? where id = ?", updates);
    }

    private static @Nullable Job jobOf(Launch launch, List<Job> jobs) {
        for (Job job : jobs) {
            if (Objects.equals(job.launchId(), launch.id())
                    && Objects.equals(job.key().jobId(), launch.jobId())
                    && Objects.equals(job.key().server(), launch.server())) {
                return job;
            }
        }
        return null;
    }
}
