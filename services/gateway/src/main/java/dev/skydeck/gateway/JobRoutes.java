package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.ExperimentView;
import dev.skydeck.gateway.view.JobView;
import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.JobRequest.JobFilter;
import dev.skydeck.messages.JobRequest.StopJob;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The operations on jobs. */
final class JobRoutes {
    private static final int RECENT = 10;
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
        return bus.request(new GetExperiment(id))
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
        long id = call.experimentId();
        // The list alone cannot tell an experiment without jobs from one that is not there.
        return bus.request(new GetExperiment(id))
                .compose(there -> lists.jobs(JobFilter.ofExperiment(id), limit))
                .map(jobs -> Reply.of(revision, new Answers.OfJobs(views(jobs))))
                .recover(ExperimentRoutes::unknown);
    }

    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        int limit = call.limit(20);
        boolean stopped = QueryText.bool("include_stopped", call.query("include_stopped"), false);
        return lists.jobs(JobFilter.all(stopped), limit)
                .map(jobs -> Reply.of(revision, new Answers.OfSkyPilotJobs(views(jobs), List.of())));
    }

    Future<Reply> cancel(Call call) {
        OptionalLong id = call.number("id");
        if (id.isEmpty()) {
            return Future.failedFuture(new Failure.NotFound("Job not found"));
        }
        return bus.request(new StopJob(call.command(), id.getAsLong()))
                .map(done -> {
                    revisions.saw(done.revision());
                    return Reply.message(done.revision(), "Job " + id.getAsLong() + " is being cancelled");
                })
                .recover(cause -> Future.failedFuture(inOldWords(cause)));
    }

    private static Throwable inOldWords(Throwable cause) {
        if (cause instanceof Failure.NotFound) {
            return new Failure.NotFound("Job not found");
        }
        return cause instanceof Failure.Conflict conflict ? new Refused(conflict.sentence()) : cause;
    }

    private static List<JobView> views(List<Job> jobs) {
        return jobs.stream().map(JobView::of).toList();
    }
}
