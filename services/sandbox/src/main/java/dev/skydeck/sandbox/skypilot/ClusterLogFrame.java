package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.JobState.Ended;

/** Around the log of a cluster's job, as recorded. */
final class ClusterLogFrame implements LogFrame {
    @Override
    public String opening(int id) {
        return "";
    }

    @Override
    public String waiting(int id) {
        return "";
    }

    @Override
    public String running() {
        return "";
    }

    @Override
    public String unknown(int id) {
        return id == 0
                ? "Skip streaming logs as no job has been submitted.\n"
                : "Job " + id + " not found (see `sky queue`).\n";
    }

    @Override
    public String neverStarted(int id, Ended ended) {
        return LogText.missing(id, ended.status());
    }

    @Override
    public String finished(String status) {
        return LogText.finished(status);
    }

    @Override
    public String unfinished() {
        return "";
    }

    @Override
    public int idInText(int id) {
        return id;
    }
}
