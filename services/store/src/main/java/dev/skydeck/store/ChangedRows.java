package dev.skydeck.store;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.Event.Changed;
import dev.skydeck.messages.model.JobKey;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Makes the event of one commit: whole rows as they stand after it, or a cut one when they would be too big to send. */
final class ChangedRows {
    /** The bus carries 1 MiB; some room is left for its frame. */
    static final int MAX_BYTES = 900_000;
    /** More rows than this are not even read: they would be too big. */
    static final int MAX_ROWS = 1_000;

    private final Sql sql;
    private final long revision;

    ChangedRows(Sql sql, long revision) {
        this.sql = sql;
        this.revision = revision;
    }

    Future<Changed> load(
            Set<Long> experiments,
            Set<String> groups,
            Set<String> removedGroups,
            Set<JobKey> jobs,
            Set<Long> launches,
            Set<Long> checkpoints) {
        if (experiments.size() + groups.size() + jobs.size() + launches.size() > MAX_ROWS) {
            return Future.succeededFuture(cut(removedGroups));
        }
        return ExperimentRows.byIds(sql, experiments)
                .compose(e -> GroupRows.byIds(sql, groups)
                        .compose(g -> JobRows.byKeys(sql, jobs)
                                .compose(j -> LaunchRows.byIds(sql, launches)
                                        .compose(l -> CheckpointRows.counts(sql, checkpoints)
                                                .map(c -> new Event.Changed(
                                                        revision, e, g, List.copyOf(removedGroups), j, l, c, false))))))
                .map(changed -> fits(changed) ? changed : cut(removedGroups));
    }

    private Changed cut(Set<String> removedGroups) {
        return new Changed(
                revision, List.of(), List.of(), List.copyOf(removedGroups), List.of(), List.of(), List.of(), true);
    }

    private static boolean fits(Changed changed) {
        return Json.text(changed).getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }
}
