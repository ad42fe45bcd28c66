package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.job.JobFolder;
import dev.skydeck.sandbox.job.JobState.Ended;
import dev.skydeck.sandbox.job.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a jobs controller writes down of a job, in the words of a real one where those were recorded. */
final class ControllerLog {
    /** How much of a failed job's own log it repeats. */
    private static final int REPEATED_LINES = 1_000;

    private ControllerLog() {}

    /** The lines so far; as a job goes on there are more, and those before stay. Blocks. */
    static List<String> lines(Job job, JobFolder folder) throws IOException {
        List<String> lines = new ArrayList<>();
        JobEvents.of(job)
                .forEach(event -> lines.add(event.getString("timestamp") + " " + event.getString("new_status") + ": "
                        + event.getString("reason")));
        if (job.state() instanceof Ended ended) {
            end(job, ended, folder, lines);
        }
        if (job.cleanedUp()) {
            lines.add("Cluster of managed job " + job.id() + " has been cleaned up.");
        }
        return lines;
    }

    private static void end(Job job, Ended ended, JobFolder folder, List<String> lines) throws IOException {
        if (ended.outcome() != Outcome.FAILED && ended.outcome() != Outcome.FAILED_SETUP) {
            return;
        }
        String status = "JobStatus." + ended.status();
        lines.add("Task 0 failed with status: " + status);
        lines.add("The user job failed (" + status + "). Please check the logs below.");
        lines.add("== Logs of the user job (ID: " + job.id() + ") ==");
        lines.add("");
        lines.addAll(new LogReader(job, folder, LogFrame.MANAGED.idInText(job.id())).first(REPEATED_LINES));
        lines.add("== End of logs (ID: " + job.id() + ") ==");
        lines.add("Task 0 failed and will not be retried");
        lines.add(String.valueOf(ended.reason()));
        lines.add("Task 0 failed, stopping execution");
    }
}
