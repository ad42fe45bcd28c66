package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.job.JobRecord;
import dev.skydeck.sandbox.job.JobState;
import dev.skydeck.sandbox.job.Outcome;
import dev.skydeck.sandbox.task.TaskSpec;
import io.vertx.core.json.JsonObject;

/** A cluster's job as a row of {@code /queue}: keys, order and types as recorded from 0.14.1. */
final class ClusterJobRow {
    private ClusterJobRow() {}

    static JsonObject of(Job job) {
        JobRecord record = job.record();
        TaskSpec task = record.task();
        return new JsonObject()
                .put("job_id", record.id())
                .put("job_name", task.name())
                .put("username", record.userName())
                .put("user_hash", record.userHash())
                .put("submitted_at", record.createdAt())
                .put("start_at", ran(job) ? job.state().times().startAt() : null)
                .put("end_at", job.state().times().endAt())
                .put("resources", task.resources())
                .put("status", status(job))
                .put("log_path", "~/sky_logs/" + record.createdTimestamp())
                .put("metadata", new JsonObject(task.metadata()))
                .put("links", new JsonObject());
    }

    static String status(Job job) {
        JobState state = job.state();
        if (state instanceof JobState.Running running) {
            return running.settingUp() ? "SETTING_UP" : "RUNNING";
        }
        if (state instanceof JobState.Ended ended) {
            return ended.outcome() == Outcome.FAILED_NO_RESOURCE
                    ? Outcome.FAILED_DRIVER.name()
                    : ended.outcome().name();
        }
        // A real server has no word for one that is being cancelled.
        return state.times().startAt() == null ? "PENDING" : "RUNNING";
    }

    /** Whether it got past its setup, or may have. */
    private static boolean ran(Job job) {
        if (job.state() instanceof JobState.Running running) {
            return !running.settingUp();
        }
        return !(job.state() instanceof JobState.Ended ended && ended.outcome() == Outcome.FAILED_SETUP);
    }
}
