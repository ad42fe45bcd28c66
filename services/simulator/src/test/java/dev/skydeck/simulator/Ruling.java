package dev.skydeck.simulator;

import dev.skydeck.messages.LaunchRequest.StopByRule;
import dev.skydeck.store.SimulatedStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of experiments allow, counted anew from the file and from what the server really ran. Every run here is a short one,
 * so that no count begins anew because of a long run.
 */
final class Ruling {
    private static final int SHORT_RUNS_MOST = 3;
    /** A reading may be as old as that and not show it, messages of it on their way included. */
    private static final double SLACK_SECONDS = 40;

    /** By then a rule that is met has stopped its experiment. */
    private static final double LATE_SECONDS = 60;

    private final SimulatedStore store;
    private final SimulatedSkyPilot server;
    private double standstillSeconds;

    Ruling(SimulatedStore store, SimulatedSkyPilot server) {
        this.store = store;
        this.server = server;
    }

    /** Right after a launch was opened: somebody asked for it, or the rules want it. */
    void opened(long experimentId) {
        List<List<@Nullable Object>> two = store.rows(
                "select run_request, state from launches where experiment_id = ? order by sequence desc limit 2",
                experimentId);
        if (two.size() < 2
                || !Objects.equals(two.get(0).get(0), two.get(1).get(0))
                || "ABANDONED".equals(two.get(1).get(1))) {
            return;
        }
        if (!wantAnother(experimentId)) {
            throw new Violation("I11: experiment " + experimentId + " was launched again against its rules");
        }
    }

    /** Whether the rules want another launch after those of this run request that are over. */
    boolean wantAnother(long experimentId) {
        List<String> ends = ends(experimentId);
        if (ends.isEmpty()) {
            return false;
        }
        List<@Nullable Object> rules = store.rows(
                        "select restart, max_retries, infra_retries from experiments where id = ?", experimentId)
                .get(0);
        boolean never = "NEVER".equals(rules.get(0));
        if (ends.get(0).equals("WELL")) {
            return "ALWAYS".equals(rules.get(0));
        }
        boolean itself = ends.get(0).equals("ITSELF");
        return !ends.get(0).equals("OTHERWISE")
                && !(itself && never)
                && failures(ends, ends.get(0)) <= number(rules.get(itself ? 1 : 2))
                && (never || shortRuns(ends) < SHORT_RUNS_MOST);
    }

    /** How the launches ended that count, the newest first: older ones only as long as they were specified as it is now. */
    private List<String> ends(long experimentId) {
        return store.rows("""
                        with over as (
                          select l.sequence, l.end_status,
                            json_extract(l.spec, '$.name') = e.name and json_extract(l.spec, '$.baseCommand') = e.base_command as same
                          from launches l join experiments e on e.id = l.experiment_id and e.run_request = l.run_request
                          where e.id = ? and l.state = 'CLOSED')
                        select case when end_status = 'SUCCEEDED' then 'WELL'
                            when end_status in ('FAILED', 'FAILED_SETUP') then 'ITSELF'
                            when end_status in ('FAILED_NO_RESOURCE', 'FAILED_CONTROLLER', 'FAILED_DRIVER') then 'INFRASTRUCTURE'
                            else 'OTHERWISE' end
                          from over where sequence = (select max(sequence) from over)
                            or sequence > (select coalesce(max(sequence), 0) from over where not same)
                          order by sequence desc
                        """, experimentId).stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    private static long failures(List<String> ends, String kind) {
        return ends.stream()
                .takeWhile(end -> !end.equals("WELL") && !end.equals("OTHERWISE"))
                .filter(kind::equals)
                .count();
    }

    private static long shortRuns(List<String> ends) {
        return ends.stream()
                .filter(end -> !end.equals("INFRASTRUCTURE"))
                .takeWhile(end -> end.equals("ITSELF"))
                .count();
    }

    /** A process stands still for so long: what it was told before may be that much older when it goes on. */
    void standsStill(double seconds) {
        standstillSeconds += seconds;
    }

    /** Right after a rule stopped it: its jobs ran for as long as they may. */
    void stopped(StopByRule request) {
        double may = seconds(Objects.requireNonNull(request.stop().hours()));
        double early = may - ran(request.experimentId());
        if (early > SLACK_SECONDS + standstillSeconds) {
            throw new Violation("I12: experiment " + request.experimentId() + " was stopped " + early + " s too early: "
                    + request.reason());
        }
    }

    boolean isStopped(long experimentId) {
        return store.rows("select stop_reason from experiments where id = ?", experimentId)
                        .get(0)
                        .get(0)
                != null;
    }

    /** Whether it has run for longer than it may, so that a rule must have stopped it by now. */
    boolean isOverdue(long experimentId) {
        Optional<Double> hours = allowed(experimentId);
        return hours.isPresent() && ran(experimentId) > seconds(hours.get()) + LATE_SECONDS;
    }

    private Optional<Double> allowed(long experimentId) {
        return Optional.ofNullable((Number) store.rows(
                                "select json_extract(stop_rules, '$.hours') from experiments where id = ?",
                                experimentId)
                        .get(0)
                        .get(0))
                .map(Number::doubleValue);
    }

    private static double seconds(double hours) {
        return hours * 3_600;
    }

    /** What the jobs of its run request really ran. */
    private double ran(long experimentId) {
        List<String> tokens = store
                .rows(
                        "select l.token from launches l join experiments e on e.id = l.experiment_id"
                                + " and e.run_request = l.run_request where e.id = ?",
                        experimentId)
                .stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
        return server.jobs().stream()
                .filter(job -> job.token() != null && tokens.contains(job.token()) && job.startedAt() > 0)
                .mapToDouble(job -> (job.hasEnded() ? job.endedAt() : server.seconds()) - job.startedAt())
                .sum();
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }
}
