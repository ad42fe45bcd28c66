package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.AdoptJobBody;
import dev.skydeck.gateway.body.IdText;
import dev.skydeck.gateway.body.ListParameters;
import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.gateway.body.RowCursor;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.ClusterView;
import dev.skydeck.gateway.view.ExperimentView;
import dev.skydeck.gateway.view.JobEventView;
import dev.skydeck.gateway.view.JobView;
import dev.skydeck.gateway.view.Selection;
import dev.skydeck.messages.ClusterRequest.ListClusters;
import dev.skydeck.messages.JobRequest.AdoptJob;
import dev.skydeck.messages.JobRequest.JobFilter;
import dev.skydeck.messages.JobRequest.JobRef;
import dev.skydeck.messages.JobRequest.ReadJob;
import dev.skydeck.messages.JobRequest.StopJob;
import dev.skydeck.messages.LogRequest.ReadJobEvents;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobKey;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The operations on jobs. */
final class JobRoutes {
    private static final int RECENT = 10;
    private static final String NOT_FOUND = "Job not found";
    private static final Set<CurrentState> ACTIVE =
            Set.of(CurrentState.INIT, CurrentState.PENDING, CurrentState.STARTING, CurrentState.RUNNING);

    private final Bus bus;
    private final WholeLists lists;
    private final Revisions revisions;

    JobRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.lists = new WholeLists(bus);
        this.revisions = revisions;
    }

    Future<Reply> status(Call call) {
        long revision = revisions.newest();
        long id = call.experimentId();
        return ExperimentRoutes.present(bus, id)
                .compose(experiment -> lists.jobs(JobFilter.ofExperiment(id), RECENT)
                        .map(jobs -> Reply.of(revision, status(experiment, jobs))))
                .recover(ExperimentRoutes::unknown);
    }

    private static Answers.OfStatus status(Experiment experiment, List<Job> jobs) {
        JobView current = jobs.stream()
                .filter(job -> ACTIVE.contains(job.state()))
                .findFirst()
                .map(JobView::of)
                .orElse(null);
        return new Answers.OfStatus(ExperimentView.of(experiment), current, views(jobs));
    }

    Future<Reply> ofExperiment(Call call) {
        long revision = revisions.newest();
        int limit = call.limit(RECENT);
        Optional<JobKey> after = RowCursor.job(call.query("cursor"));
        Optional<Selection> fields = ListParameters.fields(call.query("fields"), JobView.class);
        long id = call.experimentId();
        // The list alone cannot tell an experiment without jobs from one that is not there.
        return ExperimentRoutes.present(bus, id)
                .compose(there -> lists.jobs(JobFilter.ofExperiment(id), limit, after))
                .map(jobs -> Reply.of(revision, Map.of("jobs", rows(jobs.rows(), fields)))
                        .followedBy(jobs.next()))
                .recover(ExperimentRoutes::unknown);
    }

    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        int limit = call.limit(20);
        boolean stopped = QueryText.bool("include_stopped", call.query("include_stopped"), false);
        Optional<JobKey> after = RowCursor.job(call.query("cursor"));
        Optional<Selection> fields = ListParameters.fields(call.query("fields"), JobView.class);
        JobFilter filter = new JobFilter(
                Optional.empty(),
                stopped,
                Objects.requireNonNullElse(call.query("text"), ""),
                Optional.ofNullable(call.query("owner")).map(owner -> owner.equals("me") ? call.actor() : owner),
                QueryText.bool("orphans", call.query("orphans"), false));
        return lists.jobs(filter, limit, after)
                .compose(jobs -> bus.request(new ListClusters()).map(clusters -> {
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("jobs", rows(jobs.rows(), fields));
                    answer.put(
                            "clusters", clusters.stream().map(ClusterView::of).toList());
                    return Reply.of(revision, answer).followedBy(jobs.next());
                }));
    }

    private static List<?> rows(List<Job> jobs, Optional<Selection> fields) {
        List<JobView> views = views(jobs);
        return fields.isPresent() ? fields.get().of(JobView.class, views) : views;
    }

    Future<Reply> cancel(Call call) {
        String id = call.path("id");
        return refOf(id)
                .compose(job -> bus.request(new StopJob(call.command(), job)))
                .map(done -> {
                    revisions.saw(done.revision());
                    return Reply.message(done.revision(), "Job " + id + " is being cancelled");
                })
                .recover(cause -> Future.failedFuture(inOldWords(cause)));
    }

    Future<Reply> events(Call call) {
        long revision = revisions.newest();
        String id = call.path("id");
        JobRef ref = IdText.job(id).orElse(null);
        if (ref == null || ref.server().isPresent()) {
            return Future.failedFuture(
                    new Failure.NotFound("SkyPilot tells events of managed jobs only, and " + id + " is none."));
        }
        return bus.request(new ReadJob(ref))
                .compose(job -> job.imported() == null
                        ? bus.request(new ReadJobEvents(job.key()))
                        : Future.failedFuture(new Failure.NotFound("The job " + id
                                + " was carried over from the first SkyDeck: its events are not kept here.")))
                .map(events -> Reply.of(revision, JobEventView.All.of(events)));
    }

    Future<Reply> adopt(Call call) {
        AdoptJobBody body = AdoptJobBody.read(call.body());
        String id = call.path("id");
        JobRef job = IdText.job(id).orElse(null);
        if (job == null) {
            return Future.failedFuture(new Failure.NotFound("There is no job with the id " + id + "."));
        }
        return bus.request(new AdoptJob(call.command(), job, body.experimentId()))
                .onSuccess(done -> revisions.saw(done.revision()))
                .map(done -> Reply.of(done, new Answers.OfExperiment(ExperimentView.of(done.value()))));
    }

    /** Which job is meant; one that a file of the first SkyDeck named otherwise is looked for. */
    private Future<JobRef> refOf(String id) {
        Optional<JobRef> job = IdText.job(id);
        if (job.isPresent()) {
            return Future.succeededFuture(job.get());
        }
        JobFilter named = new JobFilter(Optional.empty(), true, id, Optional.empty(), false);
        return lists.jobs(named, -1)
                .compose(found -> found.stream()
                        .filter(one -> JobView.idOf(one).equals(id))
                        .findFirst()
                        .map(one ->
                                Future.succeededFuture(JobRef.managed(one.key().jobId())))
                        .orElseGet(() -> Future.failedFuture(new Failure.NotFound(NOT_FOUND))));
    }

    private static Throwable inOldWords(Throwable cause) {
        if (cause instanceof Failure.NotFound) {
            return new Failure.NotFound(NOT_FOUND);
        }
        return cause instanceof Failure.Conflict conflict ? new Refused(conflict.sentence()) : cause;
    }

    private static List<JobView> views(List<Job> jobs) {
        return jobs.stream().map(JobView::of).toList();
    }
}
