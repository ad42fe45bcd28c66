package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.JobState.Ended;

/** What stands around a job's own output in its log. */
interface LogFrame {
    LogFrame MANAGED = new ManagedLogFrame();
    LogFrame CLUSTER = new ClusterLogFrame();

    /** The first that is sent, also for a job that is unknown. */
    String opening(int id);

    /** Before it is looked whether the job runs. */
    String waiting(int id);

    /** Between the waiting and the output of a job that is not over. */
    String running();

    String unknown(int id);

    String neverStarted(int id, Ended ended);

    /** After the output of a job that is over. */
    String finished(String status);

    /** After the output there is by now of a job that runs on. */
    String unfinished();

    /** What the output calls the job. */
    int idInText(int id);
}
