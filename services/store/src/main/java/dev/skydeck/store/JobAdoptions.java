package dev.skydeck.store;

import dev.skydeck.messages.JobRequest.AdoptJob;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Jobs that SkyDeck did not launch and that a person gives to an experiment. They get a launch like any other, which is live from
 * the start; its token is carried by no job.
 */
final class JobAdoptions {
    private final Writes writes;
    private final RandomGenerator random;

    JobAdoptions(Writes writes, RandomGenerator random) {
        this.writes = writes;
        this.random = random;
    }

    Future<Written<Experiment>> adopt(AdoptJob request) {
        return writes.command(
                request.command(),
                "AdoptJob",
                Json.type(Experiment.class),
                change -> ExperimentRows.one(change.sql, request.experimentId())
                        .compose(experiment -> Jobs.named(change.sql, request.job())
                                .compose(job -> adopt(
                                        change,
                                        request.command().actor(),
                                        experiment,
                                        job,
                                        request.job().toString()))));
    }

    private Future<Experiment> adopt(Change change, String actor, Experiment experiment, Job job, String shown) {
        String name = experiment.spec().name();
        if (experiment.deleted()) {
            return Launches.conflict("The experiment " + name + " is deleted: take the deletion back first.");
        }
        if (job.imported() != null || JobStatus.isTerminal(job.observed())) {
            return Launches.conflict("The job " + shown + " has ended already.");
        }
        if (job.launchId() != null) {
            return Launches.conflict("The job " + shown + " is one of SkyDeck's own.");
        }
        return change.sql
                .query("""
                        select exists (select 1 from launches where experiment_id = ?1
                            and state in ('INTENT', 'SENT', 'LIVE', 'LATE')) as busy,
                          (select coalesce(max(sequence), 0) from launches where experiment_id = ?1) as sequence
                        """, experiment.id())
                .compose(rows -> rows.get(0).flag("busy")
                        ? Launches.conflict("The experiment " + name + " has a launch or job of its own.")
                        : bind(change, actor, experiment, job, rows.get(0).number("sequence") + 1));
    }

    private Future<Experiment> bind(Change change, String actor, Experiment experiment, Job job, long sequence) {
        LaunchToken token = new LaunchToken(change.instanceId, experiment.id(), sequence, LaunchProtocol.nonce(random));
        boolean wanted = experiment.desiredState() == DesiredState.RUNNING;
        long runRequest = experiment.runRequest() + (wanted ? 0 : 1);
        return change.sql
                .query(
                        """
                        insert into launches (experiment_id, sequence, token, job_name, state, attempt, run_request, spec,
                          server, job_id, adopted, opened_at)
                        values (?,?,?,?,?,1,?,?,?,?,1,?) returning id
                        """,
                        experiment.id(),
                        sequence,
                        token.text(),
                        Objects.requireNonNullElse(job.observed().name(), ""),
                        LaunchState.LIVE,
                        runRequest,
                        Json.text(experiment.spec()),
                        job.key().server(),
                        job.key().jobId(),
                        change.now)
                .map(rows -> rows.get(0).number("id"))
                .compose(launch -> change.sql
                        .update(
                                "update jobs set launch_id = ?, experiment_id = ? where server = ? and job_id = ?",
                                launch,
                                experiment.id(),
                                job.key().server(),
                                job.key().jobId())
                        .compose(none -> change.sql.update(
                                "update experiments set newest_launch = ?, desired_state = ?, run_request = ?, updated_at = ?"
                                        + " where id = ?",
                                launch,
                                DesiredState.RUNNING,
                                runRequest,
                                change.now,
                                experiment.id()))
                        .compose(none -> {
                            change.launch(launch, experiment.id());
                            change.job(job.key());
                            change.happened(
                                    "job_adopted",
                                    experiment.id(),
                                    launch,
                                    actor,
                                    Map.of(
                                            "job",
                                            job.key(),
                                            "name",
                                            String.valueOf(job.observed().name())));
                            return Launches.touch(change, experiment.id());
                        }))
                .compose(none -> ExperimentRows.one(change.sql, experiment.id()));
    }
}
