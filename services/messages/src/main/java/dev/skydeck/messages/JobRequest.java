package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.Written;
import java.util.List;
import java.util.Optional;

/** Reading jobs, and stopping the experiment behind one. */
public sealed interface JobRequest<R> extends StoreRequest<R> {

    /**
     * Jobs, newest first: imported ones after those of servers.
     *
     * @param after the last one of the page before; empty for the first
     * @param limit 1 to 500
     */
    record ListJobs(JobFilter filter, Optional<JobKey> after, int limit) implements JobRequest<JobPage> {}

    /**
     * Which jobs.
     *
     * @param experimentId those of one experiment
     * @param includeEnded false leaves ended ones out
     * @param text part of the name or id, whatever the case; empty for all
     * @param owner those of that owner's experiments, and those that SkyPilot says are of that user
     * @param orphans true for those of no experiment only
     */
    record JobFilter(
            Optional<Long> experimentId, boolean includeEnded, String text, Optional<String> owner, boolean orphans) {
        /** All jobs of one experiment. */
        public static JobFilter ofExperiment(long id) {
            return new JobFilter(Optional.of(id), true, "", Optional.empty(), false);
        }

        /** Jobs of all experiments and orphans. */
        public static JobFilter all(boolean includeEnded) {
            return new JobFilter(Optional.empty(), includeEnded, "", Optional.empty(), false);
        }
    }

    /** @param more whether another page follows */
    record JobPage(List<Job> jobs, boolean more) {
        public JobPage {
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * Names a job for a person.
     *
     * @param server the store's number of the cluster that it runs on; empty for a managed job, of which the newest of that
     *     number is meant
     */
    record JobRef(Optional<Long> server, long jobId) {
        /** A managed job. */
        public static JobRef managed(long jobId) {
            return new JobRef(Optional.empty(), jobId);
        }

        @Override
        public String toString() {
            return server.map(number -> "c" + number + "-").orElse("") + jobId;
        }
    }

    /** That job, tasks summed up. Fails with {@code NotFound}. */
    record ReadJob(JobRef job) implements JobRequest<Job> {}

    /**
     * Sets the experiment of that job to STOPPED; the reconciler cancels the job. Fails with {@code NotFound} for an
     * unknown job, {@code Conflict} when it has ended or belongs to no experiment.
     */
    record StopJob(Command command, JobRef job) implements JobRequest<Written<Experiment>> {}

    /**
     * Makes a living job that SkyDeck did not launch the job of that experiment, which is wanted to run from then on. Fails with
     * {@code NotFound}, and with {@code Conflict} when the job has ended or has an experiment's launch, or when the experiment
     * has a job or launch of its own.
     */
    record AdoptJob(Command command, JobRef job, long experimentId) implements JobRequest<Written<Experiment>> {}
}
