package dev.skydeck.store;

import dev.skydeck.messages.model.Experiment;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether one experiment may be launched again though nobody asked: by its rules, and as often as is allowed within an hour;
 * looked at in the transaction that opens a launch. One that a person asked for with a new run request is always allowed.
 */
final class LaunchBudgets {
    private static final Duration HOUR = Duration.ofHours(1);

    private final LaunchLimits limits;

    LaunchBudgets(LaunchLimits limits) {
        this.limits = limits;
    }

    /** Fails with {@code Conflict} when its rules want no other launch, or one more would be too many. */
    Future<Void> require(Sql sql, Experiment experiment, Instant now) {
        return sql.query(
                        """
                        select (select count(*) from launches l where l.experiment_id = ? and l.sent_at > ? and exists (
                            select 1 from launches b where b.experiment_id = l.experiment_id
                              and b.run_request = l.run_request and b.sequence < l.sequence)) as repeated,
                          exists (select 1 from launches where experiment_id = ? and run_request = ?) as served,
                          (select state from launches where id = e.newest_launch) as state,
                          (select end_status from launches where id = e.newest_launch) as end_status
                        from experiments e where e.id = ?
                        """,
                        experiment.id(),
                        now.minus(HOUR),
                        experiment.id(),
                        experiment.runRequest(),
                        experiment.id())
                .compose(rows -> {
                    SqlRow row = rows.get(0);
                    boolean abandoned = "ABANDONED".equals(row.textOrNull("state"));
                    if (row.flag("served")
                            && !abandoned
                            && !experiment.rules().mayFollow(row.textOrNull("end_status"))) {
                        return Launches.conflict(
                                "The experiment " + experiment.spec().name()
                                        + " is not launched again by its rules: nobody asked for another run.");
                    }
                    return row.flag("served") && row.number("repeated") >= limits.againPerHour()
                            ? Launches.conflict("The experiment "
                                    + experiment.spec().name() + " was relaunched " + limits.againPerHour()
                                    + " times in the last hour, the most that is allowed.")
                            : Future.succeededFuture();
                });
    }
}
