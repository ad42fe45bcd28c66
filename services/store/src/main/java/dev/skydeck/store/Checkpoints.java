package dev.skydeck.store;

import dev.skydeck.messages.CheckpointRequest.CheckpointPage;
import dev.skydeck.messages.CheckpointRequest.GetCadence;
import dev.skydeck.messages.CheckpointRequest.GetCheckpoint;
import dev.skydeck.messages.CheckpointRequest.ListCheckpoints;
import dev.skydeck.messages.CheckpointRequest.ListSyncTargets;
import dev.skydeck.messages.CheckpointRequest.RecordCheckpoints;
import dev.skydeck.messages.CheckpointRequest.SyncPage;
import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import dev.skydeck.messages.CheckpointRequest.Whole;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Cadence;
import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checkpoints: where to look for them, what was found. */
final class Checkpoints {
    /** A job's last checkpoint may turn up a while after it ended. */
    private static final Duration STILL_ACTIVE = Duration.ofMinutes(10);

    private static final int MOST_GAPS = 100;

    /** From each checkpoint that is there to the next. */
    private static final String STEPS = """
            with pairs as (
                select epoch, epoch - lag(epoch) over by_epoch as step, modified_at - lag(modified_at) over by_epoch as pause
                from checkpoints where experiment_id = ? and gone_at is null window by_epoch as (order by epoch)),
              steps as (select * from pairs where step is not null)
            """;

    private static final String UPSERT = """
            insert into checkpoints (experiment_id, epoch, model_path, replay_paths, size, etag, modified_at, created_at,
              synced_at, metrics_uri, metrics_version)
            values (?,?,?,?,?,?,?,?,?,?,?)
            on conflict (experiment_id, epoch) do update set model_path = excluded.model_path,
              replay_paths = excluded.replay_paths, size = excluded.size, etag = excluded.etag,
              modified_at = excluded.modified_at, synced_at = excluded.synced_at,
              metrics_uri = excluded.metrics_uri, metrics_version = excluded.metrics_version, gone_at = null
            """;

    private final Transactions transactions;
    private final Writes writes;
    private final StoreClock clock;

    Checkpoints(Transactions transactions, Writes writes, StoreClock clock) {
        this.transactions = transactions;
        this.writes = writes;
        this.clock = clock;
    }

    Future<SyncPage> targets(ListSyncTargets request) {
        int limit = Pages.limit(request.limit(), 500);
        return transactions.read(sql -> sql.query("""
                        select e.id, e.latest_epoch is not null as known, coalesce(l.state in ('INTENT', 'SENT', 'LIVE', 'LATE') or l.closed_at > ?, 0) as active
                        from experiments e left join launches l on l.id = e.newest_launch
                        where e.deleted = 0 and e.id > ? order by e.id limit ?
                        """, clock.now().minus(STILL_ACTIVE), request.after(), limit + 1)
                .compose(rows -> {
                    List<SqlRow> page = rows.stream().limit(limit).toList();
                    return FormerNames.folders(
                                    sql,
                                    page.stream().map(row -> row.number("id")).toList())
                            .map(folders -> new SyncPage(
                                    page.stream()
                                            .map(row -> new SyncTarget(
                                                    row.number("id"),
                                                    folders.getOrDefault(row.number("id"), List.of()),
                                                    row.flag("active"),
                                                    row.flag("known")))
                                            .toList(),
                                    rows.size() > limit));
                }));
    }

    Future<CheckpointPage> list(ListCheckpoints request) {
        int limit = Pages.limit(request.limit(), 500);
        return transactions.read(sql -> ExperimentRows.one(sql, request.experimentId())
                .compose(experiment -> CheckpointRows.where(
                        sql,
                        "experiment_id = ? and epoch < ? order by epoch desc limit ?",
                        request.experimentId(),
                        request.before(),
                        limit + 1))
                .map(found -> {
                    List<Checkpoint> page = Pages.fitting(found, limit, Checkpoints::weight);
                    return new CheckpointPage(page, page.size() < found.size());
                }));
    }

    Future<Checkpoint> one(GetCheckpoint request) {
        return transactions.read(sql -> ExperimentRows.one(sql, request.experimentId())
                .compose(experiment -> CheckpointRows.where(
                        sql, "experiment_id = ? and epoch = ?", request.experimentId(), request.epoch()))
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(new Failure.NotFound("There is no checkpoint of that epoch."))
                        : Future.succeededFuture(found.get(0))));
    }

    Future<Cadence> cadence(GetCadence request) {
        return transactions.read(sql -> ExperimentRows.one(sql, request.experimentId())
                .compose(experiment -> sql.query(STEPS + """
                        select (select step from steps group by step order by count(*) desc, step limit 1) as epochs,
                          (select pause from steps order by pause limit 1 offset (select count(*) / 2 from steps)) as millis
                        """, request.experimentId()))
                .compose(rows -> {
                    Long epochs = rows.get(0).numberOrNull("epochs");
                    Long millis = rows.get(0).numberOrNull("millis");
                    return sql.query(
                                    STEPS + "select epoch - step as after, epoch as before from steps where step > ?"
                                            + " order by epoch desc limit " + MOST_GAPS,
                                    request.experimentId(),
                                    epochs == null ? Long.MAX_VALUE : epochs)
                            .map(gaps -> new Cadence(
                                    epochs,
                                    millis,
                                    gaps.stream()
                                            .map(row -> new Cadence.Gap(row.number("after"), row.number("before")))
                                            .toList()));
                }));
    }

    private static long weight(Checkpoint checkpoint) {
        long bytes = 500 + 2L * checkpoint.uri().length();
        for (String replay : checkpoint.replays()) {
            bytes += 4 + 2L * replay.length();
        }
        return bytes + 40L * checkpoint.metrics().values().size();
    }

    Future<Written<Integer>> record(RecordCheckpoints request) {
        long id = request.experimentId();
        // The last one wins when a listing names an epoch twice.
        Map<Long, FoundCheckpoint> found = new LinkedHashMap<>();
        request.found().forEach(checkpoint -> found.put(checkpoint.epoch(), checkpoint));
        return writes.write(change -> ExperimentRows.one(change.sql, id)
                .compose(experiment -> CheckpointRows.where(
                        change.sql,
                        "experiment_id = ? and epoch in (select value from json_each(?))",
                        id,
                        Json.text(found.keySet())))
                .compose(known -> save(change, id, changed(found.values(), known))
                        .compose(changed -> isNew(found.keySet(), known)
                                ? Policies.ask(change, id).map(changed)
                                : Future.succeededFuture(changed)))
                .compose(changed ->
                        markGone(change, id, found.keySet(), request.whole()).map(gone -> changed + gone)));
    }

    private static boolean isNew(Set<Long> epochs, List<Checkpoint> known) {
        return epochs.size() > known.size();
    }

    /** What a whole listing does not show any more. */
    private static Future<Integer> markGone(Change change, long id, Set<Long> found, @Nullable Whole whole) {
        if (whole == null) {
            return Future.succeededFuture(0);
        }
        return change.sql
                .query("""
                        update checkpoints set gone_at = ? where experiment_id = ? and epoch between ? and ? and gone_at is null
                          and epoch not in (select value from json_each(?))
                          and exists (select 1 from json_each(?) f where substr(model_path, 1, length(f.value)) = f.value)
                        returning epoch
                        """, change.now, id, whole.from(), whole.to(), Json.text(found), Json.text(whole.folders()))
                .map(rows -> {
                    if (!rows.isEmpty()) {
                        change.checkpoints(id);
                        change.happened(
                                "checkpoints_gone",
                                id,
                                null,
                                "syncer",
                                Map.of(
                                        "epochs",
                                        rows.stream()
                                                .map(row -> row.number("epoch"))
                                                .sorted()
                                                .toList()));
                    }
                    return rows.size();
                });
    }

    private static List<FoundCheckpoint> changed(Collection<FoundCheckpoint> found, List<Checkpoint> known) {
        Map<Long, Checkpoint> byEpoch =
                known.stream().collect(Collectors.toMap(Checkpoint::epoch, Function.identity()));
        return found.stream()
                .filter(checkpoint -> !same(checkpoint, byEpoch.get(checkpoint.epoch())))
                .toList();
    }

    private static boolean same(FoundCheckpoint found, @Nullable Checkpoint known) {
        return known != null
                && known.goneAt() == null
                && found.uri().equals(known.uri())
                && found.replays().equals(known.replays())
                && Objects.equals(found.size(), known.size())
                && Objects.equals(found.etag(), known.etag())
                && millis(found.modifiedAt()).equals(known.modifiedAt())
                && Objects.equals(found.sideCar(), known.sideCar());
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    private static Future<Integer> save(Change change, long id, List<FoundCheckpoint> changed) {
        if (changed.isEmpty()) {
            return Future.succeededFuture(0);
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (FoundCheckpoint found : changed) {
            rows.add(new @Nullable Object[] {
                id,
                found.epoch(),
                found.uri(),
                Json.text(found.replays()),
                found.size(),
                found.etag(),
                found.modifiedAt(),
                change.now,
                change.now,
                found.sideCar() == null ? null : found.sideCar().uri(),
                found.sideCar() == null ? null : found.sideCar().version()
            });
        }
        change.checkpoints(id);
        change.happened(
                "checkpoints_found",
                id,
                null,
                "syncer",
                Map.of("epochs", changed.stream().map(FoundCheckpoint::epoch).toList()));
        return change.sql
                .batch(UPSERT, rows)
                .compose(none -> change.sql.update("""
                        update experiments set latest_epoch = (select max(epoch) from checkpoints where experiment_id = ?1)
                        where id = ?1
                          and latest_epoch is not (select max(epoch) from checkpoints where experiment_id = ?1)
                        """, id))
                .map(moved -> {
                    if (moved > 0) {
                        change.experiment(id);
                    }
                    return changed.size();
                });
    }
}
