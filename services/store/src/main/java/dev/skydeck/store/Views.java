package dev.skydeck.store;

import static java.util.stream.Collectors.groupingBy;

import dev.skydeck.messages.LaunchRequest.ReadView;
import dev.skydeck.messages.LaunchRequest.ReadViews;
import dev.skydeck.messages.LaunchRequest.Turn;
import dev.skydeck.messages.LaunchRequest.UsedCluster;
import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.LaunchRequest.ViewPage;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Attempt;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.Progress;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the reconciler decides by. The number of statements does not grow with the page. */
final class Views {
    /** The newest launch of each, every unresolved one, and every one whose job is known to live. */
    private static final String RELEVANT = """
            id in (
              select newest_launch from experiments where id in (select value from json_each(?1))
              union select id from launches where experiment_id in (select value from json_each(?1))
                and state in ('INTENT', 'SENT', 'LIVE', 'LATE')
              union select launch_id from jobs where experiment_id in (select value from json_each(?1))
                and terminal = 0)
            order by experiment_id, sequence desc
            """;

    private final Transactions transactions;
    private final Turns turns;

    Views(Transactions transactions, Turns turns) {
        this.transactions = transactions;
        this.turns = turns;
    }

    Future<ViewPage> page(ReadViews request) {
        int limit = Pages.limit(request.limit(), 200);
        return transactions.read(sql -> ExperimentRows.where(sql, """
                        e.id > ? and (e.deleted = 0 or exists (select 1 from launches o where o.experiment_id = e.id
                          and (o.state in ('INTENT', 'SENT', 'LIVE', 'LATE') or o.id in (select c.maker_launch from clusters c
                            where c.gone_at is null and c.maker_launch is not null)))
                          or e.cluster in (select c.name from clusters c where c.gone_at is null and c.adopted = 1))
                        order by e.id limit ?
                        """, request.after(), limit + 1)
                .compose(found -> {
                    List<Experiment> page = Pages.fitting(found, limit, experiment -> 2 * Pages.weight(experiment));
                    return views(sql, page).map(views -> {
                        List<View> fitting = Pages.fitting(views, limit, Views::weight);
                        return new ViewPage(fitting, fitting.size() < found.size());
                    });
                }));
    }

    Future<View> one(ReadView request) {
        return transactions.read(sql -> ExperimentRows.byIds(sql, List.of(request.experimentId()))
                .compose(found -> views(sql, found))
                .compose(views -> views.isEmpty()
                        ? Future.failedFuture(new Failure.NotFound(
                                "There is no experiment with the id " + request.experimentId() + "."))
                        : Future.succeededFuture(views.get(0))));
    }

    private Future<List<View>> views(Sql sql, List<Experiment> experiments) {
        Parts parts = new Parts(experiments);
        String ids = Json.text(experiments.stream().map(Experiment::id).toList());
        return Installations.revision(sql)
                .map(revision -> parts.revision = revision)
                .compose(none -> lastWrites(sql, ids))
                .map(lastWrites -> parts.lastWrites = lastWrites)
                .compose(none -> LaunchRows.where(sql, RELEVANT, ids))
                .map(parts::launches)
                .compose(none -> JobRows.ofLaunches(sql, parts.owners.keySet()))
                .map(jobs -> parts.jobs = JobSummary.of(jobs).stream().collect(groupingBy(parts::owner)))
                .compose(none -> ClusterRows.used(sql, ids))
                .map(clusters -> parts.clusters = clusters)
                .compose(none -> Attempts.of(sql, parts.mayFollow()))
                .map(attempts -> parts.attempts = attempts)
                .compose(none -> Progresses.of(sql, experiments))
                .map(progresses -> parts.progresses = progresses)
                .compose(none -> turns(sql, parts.waiting()))
                .map(turns -> parts.turns = turns)
                .map(none -> experiments.stream().map(parts::view).toList());
    }

    /** Only those that wait to be launched have any. */
    private Future<Map<Long, List<Turn>>> turns(Sql sql, List<Long> waiting) {
        return waiting.isEmpty() ? Future.succeededFuture(Map.of()) : turns.of(sql, waiting);
    }

    private static boolean isWanted(Experiment experiment) {
        return experiment.desiredState() == DesiredState.RUNNING && !experiment.deleted();
    }

    /** @param launches the newest first */
    private static boolean isWaiting(Experiment experiment, List<Launch> launches) {
        if (!isWanted(experiment) || launches.isEmpty()) {
            return isWanted(experiment);
        }
        Launch newest = launches.get(0);
        boolean open = launches.stream().anyMatch(launch -> launch.state().isOpen());
        boolean given = newest.state() == LaunchState.ABANDONED
                && (newest.end() != LaunchEnd.REFUSED || !newest.spec().equals(experiment.spec()));
        return !open && (experiment.runRequest() > newest.runRequest() || given);
    }

    private static Future<Map<Long, Long>> lastWrites(Sql sql, String ids) {
        return sql.query(
                        "select id, last_write_revision from experiments where id in (select value from json_each(?))",
                        ids)
                .map(rows -> {
                    Map<Long, Long> revisions = new HashMap<>();
                    rows.forEach(row -> revisions.put(row.number("id"), row.number("last_write_revision")));
                    return revisions;
                });
    }

    private static long weight(View view) {
        long bytes = Pages.weight(view.experiment()) + 1_500L * view.jobs().size();
        bytes += 60L * view.attempts().size();
        for (Launch launch : view.launches()) {
            bytes += 600 + Pages.weight(launch.spec());
        }
        return bytes;
    }

    /** What is read, one after the other, and put together in the end. */
    private static final class Parts {
        private final List<Experiment> experiments;
        private Map<Long, Long> lastWrites = Map.of();
        private Map<Long, List<Launch>> launches = Map.of();
        /** Experiments by their launches. */
        private Map<Long, Long> owners = Map.of();

        private Map<Long, List<Job>> jobs = Map.of();
        private Map<Long, List<UsedCluster>> clusters = Map.of();
        private Map<Long, List<Attempt>> attempts = Map.of();
        private Map<Long, Progress> progresses = Map.of();
        private Map<Long, List<Turn>> turns = Map.of();
        private long revision;

        Parts(List<Experiment> experiments) {
            this.experiments = experiments;
        }

        /** The newest first. */
        List<Launch> launches(Experiment experiment) {
            return launches.getOrDefault(experiment.id(), List.of());
        }

        List<Launch> launches(List<Launch> read) {
            launches = read.stream().collect(groupingBy(Launch::experimentId));
            owners = read.stream().collect(Collectors.toMap(Launch::id, Launch::experimentId));
            return read;
        }

        long owner(Job job) {
            return Objects.requireNonNull(owners.get(job.launchId()));
        }

        List<Experiment> mayFollow() {
            return experiments.stream()
                    .filter(experiment -> isWanted(experiment) && Attempts.mayFollow(experiment, launches(experiment)))
                    .toList();
        }

        List<Long> waiting() {
            return experiments.stream()
                    .filter(experiment ->
                            attempts.containsKey(experiment.id()) || isWaiting(experiment, launches(experiment)))
                    .map(Experiment::id)
                    .toList();
        }

        View view(Experiment experiment) {
            long id = experiment.id();
            return new View(
                    experiment,
                    launches(experiment),
                    jobs.getOrDefault(id, List.of()),
                    clusters.getOrDefault(id, List.of()),
                    attempts.getOrDefault(id, List.of()),
                    progresses.get(id),
                    turns.getOrDefault(id, List.of()),
                    revision,
                    lastWrites.getOrDefault(id, 0L));
        }
    }
}
