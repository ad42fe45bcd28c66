package dev.skydeck.store;

import static dev.skydeck.store.Launches.conflict;

import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.LaunchRequest.OpenLaunch;
import dev.skydeck.messages.LaunchRequest.RenewIntent;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * From the decision to launch to the moment of sending: INTENT is committed first and is certainly unsent; SENT is
 * committed before the first byte leaves. Each step compares and writes in one transaction, so of two who try, one is
 * refused.
 */
final class LaunchProtocol {
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    /** That the launch makes the cluster that it names: none of that name was there when it was last looked for. */
    private static final String MAKES_CLUSTER = """
            (case when json_valid(spec) then spec ->> '$.cluster' end is not null and not exists (
              select 1 from clusters c where c.name = spec ->> '$.cluster' and c.hash is not null and c.gone_at is null))""";

    private final Writes writes;
    private final IntentTimes intents;
    private final LaunchBudgets budgets;
    private final Turns turns;
    private final RandomGenerator random;

    /** @param random what makes tokens that nobody can guess */
    LaunchProtocol(Writes writes, IntentTimes intents, LaunchBudgets budgets, Turns turns, RandomGenerator random) {
        this.writes = writes;
        this.intents = intents;
        this.budgets = budgets;
        this.turns = turns;
        this.random = random;
    }

    Future<Launch> open(OpenLaunch request) {
        return writes.write(change -> Leases.require(change.sql, request.epoch())
                        .compose(none -> ExperimentRows.one(change.sql, request.experimentId()))
                        .compose(experiment -> open(change, request, experiment)))
                .map(Written::value);
    }

    private Future<Launch> open(Change change, OpenLaunch request, Experiment experiment) {
        String name = experiment.spec().name();
        long newest = experiment.launch() == null ? 0 : experiment.launch().id();
        if (experiment.deleted() || experiment.desiredState() != DesiredState.RUNNING) {
            return conflict("The experiment " + name + " is no longer wanted to run.");
        }
        if (experiment.hold() != null) {
            return conflict("The experiment " + name + " is held: " + experiment.hold() + ".");
        }
        if (experiment.specRevision() != request.specRevision()) {
            return conflict("The experiment " + name + " was edited meanwhile.");
        }
        if (newest != request.newestLaunch()) {
            return conflict("The experiment " + name + " was launched meanwhile.");
        }
        return change.sql
                .query("""
                        select exists (select 1 from launches where experiment_id = ?
                            and state in ('INTENT', 'SENT', 'LIVE')) as open,
                          (select coalesce(max(sequence), 0) from launches where experiment_id = ?) as sequence
                        """, experiment.id(), experiment.id())
                .compose(rows -> rows.get(0).flag("open")
                        ? conflict("The experiment " + name + " has an open launch.")
                        : budgets.require(change.sql, experiment, change.now)
                                .compose(none -> turns.require(change.sql, experiment.id()))
                                .compose(none -> TaskTemplates.ofExperiment(change.sql, experiment.id()))
                                .compose(templates -> insert(
                                        change, request, experiment, rows.get(0).number("sequence") + 1, templates)));
    }

    private Future<Launch> insert(
            Change change, OpenLaunch request, Experiment experiment, long sequence, List<String> templates) {
        LaunchToken token = new LaunchToken(change.instanceId, experiment.id(), sequence, nonce(random));
        return change.sql
                .query(
                        """
                        insert into launches (experiment_id, sequence, token, job_name, state, attempt, run_request, spec,
                          templates, opened_at)
                        values (?,?,?,?,?,1,?,?,?,?) returning id
                        """,
                        experiment.id(),
                        sequence,
                        token.text(),
                        token.jobName(experiment.spec().name()),
                        LaunchState.INTENT,
                        experiment.runRequest(),
                        Json.text(experiment.spec()),
                        Json.text(templates),
                        change.now)
                .map(rows -> rows.get(0).number("id"))
                .compose(id -> {
                    change.launch(id, experiment.id());
                    change.afterCommit(() -> intents.begin(id));
                    change.happened(
                            "launch_opened",
                            experiment.id(),
                            id,
                            "reconciler",
                            Map.of(
                                    "token",
                                    token.text(),
                                    "run_request",
                                    experiment.runRequest(),
                                    "reason",
                                    Objects.requireNonNullElse(request.reason(), "")));
                    return change.sql
                            .update("update experiments set newest_launch = ? where id = ?", id, experiment.id())
                            .compose(none -> Launches.touch(change, experiment.id()))
                            .compose(none -> LaunchRows.one(change.sql, id));
                });
    }

    Future<Launch> claim(ClaimSend request) {
        return writes.write(change -> LaunchRows.one(change.sql, request.launchId())
                        .compose(launch -> Launches.isClaimedBy(change.sql, launch, request.claim())
                                .compose(again -> again && launch.attempt() == request.attempt()
                                        ? Future.succeededFuture(launch)
                                        : ExperimentRows.one(change.sql, launch.experimentId())
                                                .compose(experiment -> claim(change, request, launch, experiment)))))
                .map(Written::value);
    }

    private Future<Launch> claim(Change change, ClaimSend request, Launch launch, Experiment experiment) {
        if (launch.state() != LaunchState.INTENT || launch.attempt() != request.attempt()) {
            return conflict("The attempt " + request.attempt() + " of launch " + launch.id() + " was claimed before.");
        }
        if (!Launches.isWanted(experiment, launch)) {
            return conflict("The launch " + launch.id() + " is no longer wanted.");
        }
        if (!intents.mayBeClaimed(launch.id())) {
            return conflict("The launch " + launch.id() + " is too old to be sent.");
        }
        return Servers.numberOf(change.sql, request.serverUrl()).compose(server -> {
            change.afterCommit(() -> intents.forget(launch.id()));
            change.happened(
                    "launch_sent",
                    experiment.id(),
                    launch.id(),
                    "skypilot",
                    Map.of("attempt", request.attempt(), "server", server));
            return Launches.update(
                    change,
                    launch,
                    "state = ?, claim = ?, server = ?, sent_at = ?, reason = null, makes_cluster = " + MAKES_CLUSTER,
                    LaunchState.SENT,
                    request.claim(),
                    server,
                    change.now);
        });
    }

    /** Moves no revision: nothing that anybody can see changes. */
    Future<Launch> renew(RenewIntent request) {
        return writes.write(change -> Leases.require(change.sql, request.epoch())
                        .compose(none -> LaunchRows.one(change.sql, request.launchId()))
                        .compose(launch -> ExperimentRows.one(change.sql, launch.experimentId())
                                .compose(experiment -> renew(change, request, launch, experiment))))
                .map(Written::value);
    }

    private Future<Launch> renew(Change change, RenewIntent request, Launch launch, Experiment experiment) {
        if (launch.state() != LaunchState.INTENT || launch.attempt() != request.attempt()) {
            return conflict("The launch " + launch.id() + " is no longer an unsent intent of this attempt.");
        }
        if (!Launches.isWanted(experiment, launch)) {
            return conflict("The launch " + launch.id() + " is no longer wanted.");
        }
        if (!intents.isKnown(launch.id())) {
            return conflict("The launch " + launch.id() + " is from before the store's start: it is not renewed.");
        }
        change.afterCommit(() -> intents.begin(launch.id()));
        return Future.succeededFuture(launch);
    }

    static String nonce(RandomGenerator random) {
        StringBuilder nonce = new StringBuilder();
        random.ints(13, 0, BASE32.length()).forEach(i -> nonce.append(BASE32.charAt(i)));
        return nonce.toString();
    }
}
