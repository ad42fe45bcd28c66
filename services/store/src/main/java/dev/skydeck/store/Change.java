package dev.skydeck.store;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.store.History.Fact;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One write on its way to its commit: the statements go to {@link #sql}, and what they changed is noted here. If anything
 * that a user can see was noted, the commit has a revision of its own and is told as one event.
 */
final class Change {
    static final int MOST_WARNINGS = 100;

    final Sql sql;
    final Instant now;
    final String instanceId;
    /** Where the write was asked from; null when a service asks by itself. */
    final @Nullable String origin;

    private final long before;
    private final Set<Long> experiments = new LinkedHashSet<>();
    private final Set<String> groups = new LinkedHashSet<>();
    private final Set<String> removedGroups = new LinkedHashSet<>();
    private final Set<JobKey> jobs = new LinkedHashSet<>();
    private final Set<Long> launches = new LinkedHashSet<>();
    private final Set<Long> checkpoints = new LinkedHashSet<>();
    /** Something changed that no row of an event shows. */
    private boolean listed;

    private final List<Fact> facts = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final List<UndoStep> undoSteps = new ArrayList<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();

    Change(Sql sql, Instant now, String instanceId, long revision, @Nullable String origin) {
        this.sql = sql;
        this.now = now;
        this.instanceId = instanceId;
        this.before = revision;
        this.origin = origin;
    }

    void experiment(long id) {
        experiments.add(id);
    }

    void group(String id) {
        groups.add(id);
    }

    void removedGroup(String id) {
        removedGroups.add(id);
    }

    void job(JobKey key) {
        jobs.add(key);
    }

    /** A launch is part of its experiment's row. */
    void launch(long id, long experimentId) {
        launches.add(id);
        experiments.add(experimentId);
    }

    void checkpoints(long experimentId) {
        checkpoints.add(experimentId);
    }

    /** What lists of clusters show changed; events name the experiments that use them. */
    void clusters() {
        listed = true;
    }

    /** What lists of sweeps show changed; members are noted as experiments. */
    void sweeps() {
        listed = true;
    }

    void happened(String kind, @Nullable Long experiment, @Nullable Long launch, String actor, Map<String, ?> data) {
        facts.add(Fact.of(kind, experiment, launch, actor, data));
    }

    /** Notes what takes one change back. */
    void undoStep(UndoStep step) {
        undoSteps.add(step);
    }

    /** In the order of the changes. */
    List<UndoStep> undoSteps() {
        return List.copyOf(undoSteps);
    }

    /** Notes what is written all the same, though it may be a mistake. Of many of a kind, the first hundred are told. */
    void warn(List<Problem> found) {
        found.stream().limit(Math.max(0, MOST_WARNINGS - warnings.size())).forEach(warnings::add);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** A part of this write that may come to nothing: what it notes counts once it is {@linkplain #include included}. */
    Change part() {
        return new Change(sql, now, instanceId, before, origin);
    }

    void include(Change part) {
        experiments.addAll(part.experiments);
        groups.addAll(part.groups);
        removedGroups.addAll(part.removedGroups);
        jobs.addAll(part.jobs);
        launches.addAll(part.launches);
        checkpoints.addAll(part.checkpoints);
        listed |= part.listed;
        facts.addAll(part.facts);
        afterCommit.addAll(part.afterCommit);
        undoSteps.addAll(part.undoSteps);
        warn(part.warnings());
    }

    /** Runs once this write is durable; not when it fails. */
    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** The revision that this commit gets if a user can see what it changes. */
    long nextRevision() {
        return before + 1;
    }

    boolean isVisible() {
        return listed
                || !(experiments.isEmpty()
                        && groups.isEmpty()
                        && removedGroups.isEmpty()
                        && jobs.isEmpty()
                        && launches.isEmpty()
                        && checkpoints.isEmpty());
    }

    /** Writes the facts noted so far; a long write does this now and then, so that no step of it is long. */
    Future<Void> writeHistory() {
        List<Fact> noted = List.copyOf(facts);
        facts.clear();
        return History.append(sql, revision(), now, origin, noted);
    }

    /** Writes history and revision; answers the event to publish, or null when there is nothing to tell. */
    Future<Event.@Nullable Changed> finish() {
        return writeHistory().compose(none -> {
            if (!isVisible()) {
                return Future.succeededFuture();
            }
            return sql.update("update installation set revision = ?", revision())
                    .compose(moved -> new ChangedRows(sql, revision())
                            .load(experiments, groups, removedGroups, jobs, launches, checkpoints));
        });
    }

    /** The revision of the file once this is committed. */
    long revision() {
        return isVisible() ? before + 1 : before;
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
