package dev.skydeck.store;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Experiment;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * The last line against a bug of ours, which would cost GPU money: counted in the transaction that opens a launch. A
 * launch that a person asked for with a new run request does not count against its experiment.
 */
final class LaunchBudgets {
    static final int OPEN = 100;
    static final int PER_HOUR = 60;
    static final int PER_HOUR_AND_EXPERIMENT = 4;

    private static final Duration HOUR = Duration.ofHours(1);

    private final boolean off;

    LaunchBudgets(boolean off) {
        this.off = off;
    }

    /** Fails with {@code Conflict} when one more launch would be too many. */
    Future<Void> require(Sql sql, Experiment experiment, Instant now) {
        if (off) {
            return Future.succeededFuture();
        }
        Instant since = now.minus(HOUR);
        return sql.query("""
                        select (select count(*) from launches where state in ('INTENT', 'SENT', 'LIVE')) as open,
                          (select count(*) from launches where sent_at > ?) as hourly,
                          (select count(*) from launches l where l.experiment_id = ? and l.sent_at > ? and exists (
                            select 1 from launches b where b.experiment_id = l.experiment_id
                              and b.run_request = l.run_request and b.sequence < l.sequence)) as repeated,
                          exists (select 1 from launches where experiment_id = ? and run_request = ?) as served
                        """, since, experiment.id(), since, experiment.id(), experiment.runRequest())
                .compose(rows -> {
                    SqlRow row = rows.get(0);
                    if (row.number("open") >= OPEN) {
                        return refuse("There are " + OPEN + " open launches, the most that are allowed at once.");
                    }
                    if (row.number("hourly") >= PER_HOUR) {
                        return refuse(PER_HOUR + " launches were sent in the last hour, the most that are allowed.");
                    }
                    if (row.flag("served") && row.number("repeated") >= PER_HOUR_AND_EXPERIMENT) {
                        return refuse("The experiment " + experiment.spec().name() + " was relaunched "
                                + PER_HOUR_AND_EXPERIMENT + " times in the last hour, the most that is allowed.");
                    }
                    return Future.succeededFuture();
                });
    }

    private static Future<Void> refuse(String sentence) {
        return Future.failedFuture(new Failure.Conflict(sentence));
    }
}
