package dev.skydeck.store;

import dev.skydeck.messages.model.Experiment;
import io.vertx.core.Future;
import java.util.Map;

/** What keeps the controller from an experiment until a person releases it. */
final class Holds {
    private Holds() {}

    /** Releasing what nothing holds changes nothing. */
    static Future<Experiment> release(Change change, Experiment before, String actor) {
        if (before.hold() == null) {
            return Future.succeededFuture(before);
        }
        change.experiment(before.id());
        change.happened("experiment_released", before.id(), null, actor, Map.of("hold", before.hold()));
        return change.sql
                .update("update experiments set hold = null, updated_at = ? where id = ?", change.now, before.id())
                .compose(none -> ExperimentRows.one(change.sql, before.id()));
    }
}
