package dev.skydeck.store;

import dev.skydeck.messages.CheckpointRequest.ListPolicyTargets;
import dev.skydeck.messages.CheckpointRequest.PolicyPage;
import dev.skydeck.messages.CheckpointRequest.PolicyTarget;
import dev.skydeck.messages.CheckpointRequest.RecordPolicy;
import dev.skydeck.messages.model.PolicyVersion;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * What a policy registry says of checkpoints. A question is a row that stays until it is answered, so that neither a registry that
 * fails nor a restart loses one, and nothing is asked that has no new epoch.
 */
final class Policies {
    /** How long after each answer that it is unknown an experiment is asked for again; then not until it has new epochs. */
    static final List<Duration> AGAIN_AFTER =
            List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(2));

    private final Transactions transactions;
    private final Writes writes;
    private final StoreClock clock;

    Policies(Transactions transactions, Writes writes, StoreClock clock) {
        this.transactions = transactions;
        this.writes = writes;
        this.clock = clock;
    }

    /** Opens the question for an experiment that has new epochs; one that is open already is another from now on. */
    static Future<Integer> ask(Change change, long experimentId) {
        return change.sql.update("""
                insert into policy_questions (experiment_id, due_at) values (?, ?)
                on conflict (experiment_id) do update set due_at = excluded.due_at, unknown = 0
                """, experimentId, change.now);
    }

    Future<PolicyPage> targets(ListPolicyTargets request) {
        int limit = Pages.limit(request.limit(), 500);
        return transactions.read(sql -> sql.query("""
                        select e.id, e.name, q.due_at from policy_questions q join experiments e on e.id = q.experiment_id
                        where e.deleted = 0 and q.experiment_id > ? and q.due_at <= ? order by q.experiment_id limit ?
                        """, request.after(), clock.now(), limit + 1)
                .map(rows -> new PolicyPage(
                        rows.stream()
                                .limit(limit)
                                .map(row -> new PolicyTarget(row.number("id"), row.text("name"), row.instant("due_at")))
                                .toList(),
                        rows.size() > limit)));
    }

    Future<Written<Integer>> record(RecordPolicy request) {
        PolicyVersion policy = request.policy();
        return writes.write(change -> ExperimentRows.one(change.sql, request.experimentId())
                .compose(experiment -> policy == null
                        ? postpone(change, request).map(0)
                        : close(change, request).compose(closed -> write(change, request.experimentId(), policy))));
    }

    private static Future<Integer> write(Change change, long experimentId, PolicyVersion policy) {
        return change.sql
                .update(
                        """
                        update checkpoints set observatory_url = ?, policy_version = ?, policy_id = ?, policy_version_id = ?
                        where experiment_id = ? and observatory_url is null and policy_version is null and policy_id is null
                          and policy_version_id is null
                        """,
                        policy.observatoryUrl(),
                        policy.version(),
                        policy.policyId(),
                        policy.policyVersionId(),
                        experimentId)
                .onSuccess(changed -> {
                    if (changed > 0) {
                        change.checkpoints(experimentId);
                    }
                });
    }

    private static Future<Integer> close(Change change, RecordPolicy request) {
        return change.sql.update(
                "delete from policy_questions where experiment_id = ? and due_at = ?",
                request.experimentId(),
                request.dueAt());
    }

    private static Future<Integer> postpone(Change change, RecordPolicy request) {
        return change.sql
                .query(
                        "select unknown from policy_questions where experiment_id = ? and due_at = ?",
                        request.experimentId(),
                        request.dueAt())
                .compose(rows -> {
                    if (rows.isEmpty()) {
                        return Future.succeededFuture(0);
                    }
                    int before = rows.get(0).integer("unknown");
                    return before >= AGAIN_AFTER.size()
                            ? close(change, request)
                            : change.sql.update(
                                    "update policy_questions set due_at = ?, unknown = unknown + 1 where experiment_id = ?",
                                    change.now.plus(AGAIN_AFTER.get(before)),
                                    request.experimentId());
                });
    }
}
