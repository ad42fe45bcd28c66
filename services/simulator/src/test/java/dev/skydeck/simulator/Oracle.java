package dev.skydeck.simulator;

import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.LaunchRequest.OpenLaunch;
import dev.skydeck.messages.LaunchRequest.TakeLease;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.store.SimulatedStore;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold, judged by what the file and the server really hold, and not by what anybody believes. */
final class Oracle {
    private static final int LAUNCHES_PER_HOUR = 60;

    private final SimulatedStore store;
    private final SimulatedSkyPilot server;
    private final Ruling ruling;
    private final Map<Long, String> endedJobs = new HashMap<>();
    /** The newest of each experiment that a user was told is done. */
    private final Map<Long, String> acknowledged = new HashMap<>();

    /** Tokens that a restored file does not know. */
    private final Set<String> lost = new HashSet<>();

    private boolean duplicatesAllowed;
    private boolean clockSet;
    private long epoch;
    private int launches;

    Oracle(SimulatedStore store, SimulatedSkyPilot server) {
        this.store = store;
        this.server = server;
        ruling = new Ruling(store, server);
    }

    /** The bound on delays does not hold in this run: two jobs at once may be, but not stay. */
    void allowDuplicates() {
        duplicatesAllowed = true;
    }

    /** How long a job has run is measured by a clock that was set meanwhile. */
    void clockSet() {
        clockSet = true;
    }

    void standsStill(Duration length) {
        ruling.standsStill(length.toMillis() / 1e3);
    }

    int launches() {
        return launches;
    }

    /** The file is an older one: what was told since does not count, and jobs may have launches that it does not know. */
    void restored() {
        acknowledged.clear();
        endedJobs.clear();
        epoch = 0;
        server.posted().stream()
                .map(SimulatedSkyPilot.Posted::token)
                .filter(token -> !isKnown(token))
                .forEach(lost::add);
    }

    private boolean isKnown(String token) {
        return !store.rows("select 1 from launches where token = ?", token).isEmpty();
    }

    /** A user was told that this is what he wants now. */
    void acknowledged(long experimentId, String wanted) {
        acknowledged.put(experimentId, wanted);
    }

    /** After each request that the store has handled. */
    void handled(Request<?> request, AsyncResult<?> answer) {
        if (answer.failed()) {
            return;
        }
        if (request instanceof TakeLease) {
            epoch = (Long) Objects.requireNonNull(answer.result());
        }
        Long given = epochOf(request);
        if (given != null && given < epoch) {
            throw new Violation("I10: the store took a write of the epoch " + given + " in the epoch " + epoch);
        }
        if (request instanceof OpenLaunch open) {
            launches++;
            oneOpen();
            ruling.opened(open.experimentId());
        }
        if (request instanceof LaunchRequest.StopByRule stop && !clockSet) {
            ruling.stopped(stop);
        }
        if (request instanceof ClaimSend claim) {
            claimed(claim.launchId());
        }
        if (launches > LAUNCHES_PER_HOUR) {
            throw new Violation("I8: " + launches + " launches");
        }
    }

    private static @Nullable Long epochOf(Request<?> request) {
        if (request instanceof OpenLaunch open) {
            return open.epoch();
        }
        if (request instanceof LaunchRequest.RenewIntent renew) {
            return renew.epoch();
        }
        if (request instanceof LaunchRequest.AbandonLaunch abandon) {
            return abandon.epoch();
        }
        if (request instanceof LaunchRequest.RecordCancel cancel) {
            return cancel.epoch();
        }
        if (request instanceof LaunchRequest.StopByRule stop) {
            return stop.epoch();
        }
        return request instanceof LaunchRequest.SetConditions set ? set.epoch() : null;
    }

    private void oneOpen() {
        if (!store.rows("select 1 from launches where state in ('INTENT', 'SENT', 'LIVE') group by experiment_id"
                        + " having count(*) > 1")
                .isEmpty()) {
            throw new Violation("I1a: two open launches of one experiment");
        }
    }

    private void claimed(long launchId) {
        boolean wanted = !store.rows(
                        "select 1 from launches l join experiments e on e.id = l.experiment_id"
                                + " where l.id = ? and e.desired_state = 'RUNNING' and e.deleted = 0",
                        launchId)
                .isEmpty();
        if (!wanted) {
            throw new Violation("I6: launch " + launchId + " was claimed though it is not wanted");
        }
    }

    /** After each change of a job at the server. */
    void job(SimulatedJob job) {
        if (job.token() == null) {
            return;
        }
        if (!lost.contains(job.token()) && !isKnown(job.token())) {
            throw new Violation("I2: job " + job.id() + " has no launch");
        }
        long experiment = experiment(job.token());
        if (!duplicatesAllowed && alive(experiment).size() > 1) {
            throw new Violation("I1b: two living jobs of experiment " + experiment + ": " + alive(experiment));
        }
    }

    /** Terminal is absorbing, and a status is the server's. Cheap enough for now and then. */
    void statuses() {
        assertions();
        for (List<@Nullable Object> row : store.rows("select job_id, status, terminal from jobs")) {
            long id = ((Number) Objects.requireNonNull(row.get(0))).longValue();
            String status = String.valueOf(row.get(1));
            boolean terminal = ((Number) Objects.requireNonNull(row.get(2))).intValue() == 1;
            String before = endedJobs.get(id);
            if (before != null && !before.equals(status)) {
                throw new Violation("I5: job " + id + " had ended as " + before + " and is " + status);
            }
            if (terminal) {
                endedJobs.put(id, status);
                boolean really = server.jobs().stream().anyMatch(job -> job.id() == id && job.hasEnded());
                if (!really) {
                    throw new Violation("I5: job " + id + " is kept as " + status + " and has not ended");
                }
            }
        }
    }

    /** What the reconciler itself found wrong with itself. */
    private void assertions() {
        store
                .rows("select reason from conditions where type = 'Conflict' and reason like 'SkyDeck stopped acting%'")
                .stream()
                .findFirst()
                .ifPresent(row -> {
                    throw new Violation("assertion: " + row.get(0));
                });
    }

    private Collection<SimulatedJob> alive(long experiment) {
        return server.jobs().stream()
                .filter(job -> job.token() != null && !job.hasEnded() && experiment(job.token()) == experiment)
                .toList();
    }

    private static long experiment(String token) {
        return LaunchToken.parse(token).orElseThrow().experimentId();
    }

    /** Why the world is not yet as it is wanted; empty when it is. */
    Optional<String> unsettled() {
        List<String> wrong = new ArrayList<>();
        for (List<@Nullable Object> row :
                store.rows("select id, desired_state, deleted, run_request, hold, name from experiments order by id")) {
            long id = number(row.get(0));
            boolean wanted = "RUNNING".equals(row.get(1)) && number(row.get(2)) == 0;
            String told = acknowledged.get(id);
            String now = number(row.get(2)) == 1 ? "DELETED" : String.valueOf(row.get(1));
            boolean byRule = ruling.isStopped(id) && "RUNNING".equals(told) && "STOPPED".equals(now);
            if (told != null && !told.equals(now) && !byRule) {
                throw new Violation(
                        "I6: a user was told that experiment " + id + " is wanted " + told + ", and it is " + now);
            }
            String name = String.valueOf(row.get(5));
            if (row.get(4) != null) {
                continue;
            }
            (wanted ? running(id, number(row.get(3)), name) : stopped(id))
                    .ifPresent(why -> wrong.add("experiment " + id + ": " + why));
        }
        for (SimulatedJob job : server.jobs()) {
            if (job.token() != null && !isKnown(job.token())) {
                wrong.add("job " + job.id() + " has no launch");
            }
            boolean same = job.token() == null
                    || !store.rows("select 1 from jobs where job_id = ? and status = ?", job.id(), job.status())
                            .isEmpty();
            if (!same) {
                wrong.add("job " + job.id() + " is " + job.status() + " and is not kept so");
            }
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
    }

    /**
     * How each experiment ended: what is wanted, and of one that is wanted to run what became of its newest launch and of that
     * one's job.
     */
    List<String> end() {
        return store.rows("""
                        select e.name || ' ' || iif(e.deleted, 'DELETED', e.desired_state)
                          || iif(e.deleted or e.desired_state <> 'RUNNING', '',
                            ' ' || coalesce(l.state, '') || ' ' || coalesce(l.end_status, '')) from experiments e
                          left join launches l on l.id = e.newest_launch order by e.id
                        """).stream().map(row -> String.valueOf(row.get(0))).toList();
    }

    private Optional<String> stopped(long id) {
        if (!alive(id).isEmpty()) {
            return Optional.of("is not wanted, and lives: " + alive(id));
        }
        return store.rows(
                                "select state from launches where experiment_id = ?"
                                        + " and state in ('INTENT', 'SENT', 'LIVE', 'LATE')",
                                id)
                        .isEmpty()
                ? Optional.empty()
                : Optional.of("is not wanted, and has a launch that is not over");
    }

    private Optional<String> running(long id, long runRequest, String name) {
        List<List<@Nullable Object>> newest = store.rows(
                "select state, end, run_request, job_id from launches where experiment_id = ? order by sequence desc limit 1",
                id);
        Collection<SimulatedJob> alive = alive(id);
        boolean foreign = server.jobs().stream()
                .anyMatch(job ->
                        job.token() == null && !job.hasEnded() && job.name().equals(name));
        if (alive.size() > 1) {
            return Optional.of("lives twice: " + alive);
        }
        if (foreign || isOverBudget(id)) {
            return Optional.empty();
        }
        if (newest.isEmpty()) {
            return runRequest == 0 ? Optional.empty() : Optional.of("was never launched");
        }
        List<@Nullable Object> launch = newest.get(0);
        String state = String.valueOf(launch.get(0));
        if (alive.size() == 1) {
            if (!clockSet && ruling.isOverdue(id)) {
                return Optional.of("lives, and has run for longer than it may");
            }
            boolean bound = (state.equals("LIVE") || state.equals("LATE"))
                    && Objects.equals(
                            launch.get(3), (int) alive.iterator().next().id());
            return bound && number(launch.get(2)) == runRequest
                    ? Optional.empty()
                    : Optional.of("lives, and its newest launch is " + launch + " for request " + runRequest);
        }
        boolean over = state.equals("CLOSED") || "REFUSED".equals(launch.get(1));
        if (over && launch.get(3) instanceof Number job && server.isCancelledByUs(job.longValue())) {
            boolean ended = server.jobs().stream()
                    .anyMatch(
                            one -> one.id() == job.longValue() && !one.status().equals("CANCELLED"));
            return ended ? Optional.empty() : Optional.of("is wanted, and we cancelled its job " + job);
        }
        if (state.equals("CLOSED") && number(launch.get(2)) == runRequest && ruling.wantAnother(id)) {
            return Optional.of("does not live, and its rules want another launch after " + launch);
        }
        return over && number(launch.get(2)) == runRequest
                ? Optional.empty()
                : Optional.of("does not live, and its newest launch is " + launch + " for request " + runRequest);
    }

    private boolean isOverBudget(long id) {
        return !store.rows("select 1 from conditions where experiment_id = ? and type = 'BudgetHold'", id)
                .isEmpty();
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }
}
