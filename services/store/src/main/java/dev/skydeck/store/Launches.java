package dev.skydeck.store;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every write of a launch does beside its own columns. */
final class Launches {
    private Launches() {}

    /**
     * Sets columns of a launch, keeps its experiment's derived state right, and notes the revision, so that an
     * observation asked for before says nothing about it.
     */
    static Future<Launch> update(Change change, Launch launch, String columns, @Nullable Object... values) {
        @Nullable Object[] parameters = Arrays.copyOf(values, values.length + 1);
        parameters[values.length] = launch.id();
        change.launch(launch.id(), launch.experimentId());
        return change.sql
                .update("update launches set " + columns + " where id = ?", parameters)
                .compose(none -> touch(change, launch.experimentId()))
                .compose(none -> LaunchRows.one(change.sql, launch.id()));
    }

    /** To be called after the launch's own columns were written. */
    static Future<Void> touch(Change change, long experimentId) {
        return change.sql
                .update(
                        "update experiments set last_write_revision = ? where id = ?",
                        change.nextRevision(),
                        experimentId)
                .compose(none -> DerivedStates.refresh(change, List.of(experimentId)));
    }

    /** Whether the launch still serves what the user wants. */
    static boolean isWanted(Experiment experiment, Launch launch) {
        return !experiment.deleted()
                && experiment.hold() == null
                && experiment.desiredState() == DesiredState.RUNNING
                && experiment.runRequest() == launch.runRequest()
                && !launch.cancelRecorded();
    }

    /** Whether its newest attempt was sent, or is to be sent, by whoever holds that claim. */
    static Future<Boolean> isClaimedBy(Sql sql, Launch launch, String claim) {
        return launch.state() == LaunchState.INTENT
                ? Future.succeededFuture(false)
                : sql.query("select 1 from launches where id = ? and claim = ?", launch.id(), claim)
                        .map(rows -> !rows.isEmpty());
    }

    /** Ends a launch of which there is no job, or none any more. */
    static Future<Launch> abandon(Change change, Launch launch, LaunchEnd end, String reason, String actor) {
        change.happened(
                "launch_abandoned", launch.experimentId(), launch.id(), actor, Map.of("end", end, "reason", reason));
        return update(
                change,
                launch,
                "state = ?, end = ?, reason = ?, closed_at = ?",
                LaunchState.ABANDONED,
                end,
                reason,
                change.now);
    }

    static <T> Future<T> conflict(String sentence) {
        return Future.failedFuture(new Failure.Conflict(sentence));
    }
}
