package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.model.Attempt;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came of the launches of a run request: by it an experiment's rules say whether there is another. */
final class Attempts {
    private static final String CLOSED = """
            select l.*, (
                select total(max(coalesce(%s, 0), 0))
                from jobs j where j.launch_id = l.id) as seconds
              from (
                select l.*, row_number() over (partition by l.experiment_id order by l.sequence desc) as place
                from launches l join experiments e on e.id = l.experiment_id and e.run_request = l.run_request
                where l.experiment_id in (select value from json_each(?)) and l.state = 'CLOSED') l
              where l.place <= %d order by l.experiment_id, l.sequence desc
            """.formatted(JobRows.RAN_SECONDS, LaunchRequest.MOST_ATTEMPTS);

    private Attempts() {}

    /**
     * Whether a launch may follow the newest one by the rules alone.
     *
     * @param launches the newest first
     */
    static boolean mayFollow(Experiment experiment, List<Launch> launches) {
        if (launches.isEmpty() || experiment.runRequest() > launches.get(0).runRequest()) {
            return false;
        }
        Launch newest = launches.get(0);
        return newest.state() == LaunchState.CLOSED
                && launches.stream().noneMatch(launch -> launch.state().isOpen())
                && experiment.rules().mayFollow(newest.endStatus());
    }

    /** By experiment, the newest first; of those before the newest, what ran before an edit of the specification does not count. */
    static Future<Map<Long, List<Attempt>>> of(Sql sql, Collection<Experiment> experiments) {
        if (experiments.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Map<Long, ExperimentSpec> specs = new HashMap<>();
        experiments.forEach(experiment -> specs.put(experiment.id(), experiment.spec()));
        return sql.query(CLOSED, Json.text(specs.keySet())).map(rows -> {
            Map<Long, List<Attempt>> attempts = new HashMap<>();
            for (SqlRow row : rows) {
                long id = row.number("experiment_id");
                ExperimentSpec inForce = specs.get(id);
                boolean newest = !attempts.containsKey(id);
                if (newest || (inForce != null && inForce.equals(spec(row)))) {
                    attempts.computeIfAbsent(id, any -> new ArrayList<>()).add(attempt(row));
                } else {
                    specs.remove(id);
                }
            }
            return attempts;
        });
    }

    private static ExperimentSpec spec(SqlRow row) {
        return SoundRows.one(RowRules.LAUNCHES, row, sound -> Json.read(sound.text("spec"), ExperimentSpec.class))
                .orElseThrow();
    }

    private static Attempt attempt(SqlRow row) {
        String status = row.textOrNull("end_status");
        return new Attempt(row.number("id"), status == null ? "UNKNOWN" : status, row.real("seconds"));
    }
}
