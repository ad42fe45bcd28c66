package dev.skydeck.store;

import dev.skydeck.messages.model.Experiment;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * How often one experiment is launched again within an hour though nobody asked, counted in the transaction that opens a launch.
 * A launch that a person asked for with a new run request does not count.
 */
final class LaunchBudgets {
    private static final Duration HOUR = Duration.ofHours(1);

    private final LaunchLimits limits;

    LaunchBudgets(LaunchLimits limits) {
        this.limits = limits;
    }

    /** Fails with {@code Conflict} when one more launch would be too many. */
    Future<Void> require(Sql sql, Experiment experiment, Instant now) {
        return sql.query("""
                        select (select count(*) from launches l where l.experiment_id = ? and l.sent_at > ? and exists (
                            select 1 from launches b where b.experiment_id = l.experiment_id
                              and b.run_request = l.run_request and b.sequence < l.sequence)) as repeated,
                          exists (select 1 from launches where experiment_id = ? and run_request = ?) as served
                        """, experiment.id(), now.minus(HOUR), experiment.id(), experiment.runRequest())
                .compose(rows -> {
                    SqlRow row = rows.get(0);
                    return row.flag("served") && row.number("repeated") >= limits.againPerHour()
                            ? Launches.conflict("The experiment "
                                    + experiment.spec().name() + " was relaunched " + limits.againPerHour()
                                    + " times in the last hour, the most that is allowed.")
                            : Future.succeededFuture();
                });
    }
}
