package dev.skydeck.store;

import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Launches of ours that the file does not know, as after a backup was restored: their jobs prove them. Each gets its row again,
 * and its experiment is held, since what else happened is not known, and its twin may live elsewhere.
 */
final class Recoveries {
    private final Change change;
    private final long server;

    Recoveries(Change change, long server) {
        this.change = change;
        this.server = server;
    }

    /**
     * Writes a launch for each row whose token is ours, is not known, and names an experiment that is there.
     *
     * @param unknown tokens without a launch
     * @return whether there was any
     */
    Future<Boolean> recover(Iterable<ObservedJob> rows, Set<String> unknown) {
        Map<String, Lost> lost = new TreeMap<>();
        for (ObservedJob row : rows) {
            String text = row.metadata().get(LaunchToken.METADATA_KEY);
            if (text != null && unknown.contains(text)) {
                LaunchToken.parse(text)
                        .filter(token -> token.instance().equals(change.instanceId))
                        .ifPresent(token -> lost.put(text, new Lost(token, row)));
            }
        }
        if (lost.isEmpty()) {
            return Future.succeededFuture(false);
        }
        List<Lost> inOrder = lost.values().stream()
                .sorted(Comparator.comparingLong(one -> one.token().sequence()))
                .toList();
        Future<Boolean> any = Future.succeededFuture(false);
        for (Lost one : inOrder) {
            any = any.compose(before -> recover(one).map(done -> before || done));
        }
        return any;
    }

    private record Lost(LaunchToken token, ObservedJob row) {}

    private Future<Boolean> recover(Lost lost) {
        long id = lost.token().experimentId();
        return ExperimentRows.where(change.sql, "e.id = ? and e.purged = 0", id)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(false)
                        : highest(id)
                                .compose(highest ->
                                        insert(lost, found.get(0), highest).map(true)));
    }

    private Future<Long> highest(long experimentId) {
        return change.sql
                .query(
                        "select coalesce(max(sequence), 0) as sequence from launches where experiment_id = ?",
                        experimentId)
                .map(rows -> rows.get(0).number("sequence"));
    }

    /** As one that was given up: seeing its job makes of it what it is. */
    private Future<Void> insert(Lost lost, Experiment experiment, long highest) {
        ObservedJob row = lost.row();
        long sequence = Math.max(highest + 1, lost.token().sequence());
        return change.sql
                .query(
                        """
                        insert into launches (experiment_id, sequence, token, job_name, state, attempt, run_request, spec,
                          templates, opened_at, sent_at, closed_at, server, end, reason)
                        values (?,?,?,?,?,1,?,?,'[]',?,?,?,?,?,?) returning id
                        """,
                        experiment.id(),
                        sequence,
                        lost.token().text(),
                        Optional.ofNullable(row.name()).orElse(""),
                        LaunchState.ABANDONED,
                        experiment.runRequest(),
                        Json.text(experiment.spec()),
                        Optional.ofNullable(row.submittedAt()).orElse(change.now),
                        Optional.ofNullable(row.submittedAt()).orElse(change.now),
                        change.now,
                        server,
                        LaunchEnd.LOST,
                        "SkyPilot has a job of this launch, which the database did not know.")
                .map(rows -> rows.get(0).number("id"))
                .compose(id -> {
                    change.launch(id, experiment.id());
                    change.happened(
                            "launch_recovered",
                            experiment.id(),
                            id,
                            "skypilot",
                            Map.of("token", lost.token().text(), "job", row.jobId()));
                    return change.sql
                            .update(
                                    "update experiments set newest_launch = ?, hold = coalesce(hold, ?) where id = ?",
                                    id,
                                    ConditionType.Restored,
                                    experiment.id())
                            .compose(none -> Launches.touch(change, experiment.id()));
                });
    }
}
