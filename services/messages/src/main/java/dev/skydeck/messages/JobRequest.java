package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.Written;
import java.util.List;

/** Reading jobs, and stopping the experiment behind one. */
public sealed interface JobRequest<R> extends StoreRequest<R> {

    /** The jobs of an experiment, newest first. */
    record ListExperimentJobs(long experimentId, int limit) implements JobRequest<List<Job>> {}

    /**
     * Jobs of all experiments and orphans, newest first.
     *
     * @param includeEnded false leaves ended ones out
     */
    record ListJobs(int limit, boolean includeEnded) implements JobRequest<List<Job>> {}

    /**
     * Sets the experiment of that job to STOPPED; the reconciler cancels the job. Fails with {@code NotFound} for an
     * unknown job, {@code Conflict} when it has ended or belongs to no experiment.
     */
    record StopJob(Command command, long jobId) implements JobRequest<Written<Experiment>> {}
}
