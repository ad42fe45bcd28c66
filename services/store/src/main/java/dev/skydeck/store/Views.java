package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest.ReadView;
import dev.skydeck.messages.LaunchRequest.ReadViews;
import dev.skydeck.messages.LaunchRequest.Turn;
import dev.skydeck.messages.LaunchRequest.UsedCluster;
import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.LaunchRequest.ViewPage;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
        String ids = Json.text(experiments.stream().map(Experiment::id).toList());
        return Installations.revision(sql)
                .compose(revision -> lastWrites(sql, ids)
                        .compose(lastWrites -> LaunchRows.where(sql, RELEVANT, ids)
                                .compose(launches -> JobRows.ofLaunches(
                                                sql,
                                                launches.stream()
                                                        .map(Launch::id)
                                                        .toList())
                                        .compose(jobs -> ClusterRows.used(sql, ids)
                                                .compose(clusters -> turns(sql, experiments, launches)
                                                        .map(turns -> assemble(
                                                                experiments,
                                                                launches,
                                                                JobSummary.of(jobs),
                                                                clusters,
                                                                turns,
                                                                lastWrites,
                                                                revision)))))));
    }

    /** Only those that wait to be launched have any. */
    private Future<Map<Long, List<Turn>>> turns(Sql sql, List<Experiment> experiments, List<Launch> launches) {
        Map<Long, List<Launch>> byExperiment = launches.stream().collect(Collectors.groupingBy(Launch::experimentId));
        List<Long> waiting = experiments.stream()
                .filter(experiment -> isWaiting(experiment, byExperiment.getOrDefault(experiment.id(), List.of())))
                .map(Experiment::id)
                .toList();
        return waiting.isEmpty() ? Future.succeededFuture(Map.of()) : turns.of(sql, waiting);
    }

    /** @param launches the newest first */
    private static boolean isWaiting(Experiment experiment, List<Launch> launches) {
        boolean wanted = experiment.desiredState() == DesiredState.RUNNING && !experiment.deleted();
        if (!wanted || launches.isEmpty()) {
            return wanted;
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

    private static List<View> assemble(
            List<Experiment> experiments,
            List<Launch> launches,
            List<Job> jobs,
            Map<Long, List<UsedCluster>> clusters,
            Map<Long, List<Turn>> turns,
            Map<Long, Long> lastWrites,
            long revision) {
        Map<Long, List<Launch>> byExperiment = launches.stream().collect(Collectors.groupingBy(Launch::experimentId));
        Map<Long, Long> owners = launches.stream().collect(Collectors.toMap(Launch::id, Launch::experimentId));
        Function<Job, Long> owner = job -> Objects.requireNonNull(owners.get(job.launchId()));
        Map<Long, List<Job>> jobsByExperiment = jobs.stream().collect(Collectors.groupingBy(owner));
        return experiments.stream()
                .map(experiment -> new View(
                        experiment,
                        byExperiment.getOrDefault(experiment.id(), List.of()),
                        jobsByExperiment.getOrDefault(experiment.id(), List.of()),
                        clusters.getOrDefault(experiment.id(), List.of()),
                        turns.getOrDefault(experiment.id(), List.of()),
                        revision,
                        lastWrites.getOrDefault(experiment.id(), 0L)))
                .toList();
    }

    private static long weight(View view) {
        long bytes = Pages.weight(view.experiment()) + 1_500L * view.jobs().size();
        for (Launch launch : view.launches()) {
            bytes += 600 + Pages.weight(launch.spec());
        }
        return bytes;
    }
}
