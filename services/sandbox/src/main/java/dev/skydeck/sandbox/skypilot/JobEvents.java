package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.job.JobState;
import dev.skydeck.sandbox.job.JobState.Cancelling;
import dev.skydeck.sandbox.job.JobState.Ended;
import dev.skydeck.sandbox.job.JobState.Recovering;
import dev.skydeck.sandbox.job.Outcome;
import dev.skydeck.sandbox.job.Times;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a managed job, as {@code /jobs/events} tells it. It is derived from what is kept of the job: of several
 * recoveries all have the time of the last.
 */
final class JobEvents {
    /** Without a zone, in the server's own time, as a real server on SQLite writes it. */
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private static final Set<Outcome> USERS_FAULT = Set.of(Outcome.FAILED, Outcome.FAILED_SETUP);

    private final Job job;
    private final List<JsonObject> events = new ArrayList<>();

    private JobEvents(Job job) {
        this.job = job;
    }

    /** Oldest first. */
    static List<JsonObject> of(Job job) {
        JobEvents events = new JobEvents(job);
        events.begin();
        events.run();
        events.end(job.state());
        return List.copyOf(events.events);
    }

    private void begin() {
        Times times = job.state().times();
        add("PENDING", "Job submitted to queue", job.record().createdAt(), false);
        // A job that is cancelled while it is PENDING is submitted and ended at once.
        if (times.submittedAt() != null && !times.submittedAt().equals(times.endAt())) {
            add("STARTING", "Job is starting", times.submittedAt(), false);
        }
    }

    private void run() {
        Times times = job.state().times();
        if (times.startAt() != null) {
            add("RUNNING", "Job has started", times.startAt(), false);
        }
        boolean recovering = job.state() instanceof Recovering;
        int recovered = recovering ? times.recoveries() - 1 : times.recoveries();
        for (int i = 0; i < recovered; i++) {
            add("RECOVERING", "Cluster preempted or failed, recovering", times.recoveredAt(), false);
            add("RUNNING", "Job has recovered", times.recoveredAt(), false);
        }
        if (job.state() instanceof Recovering now) {
            add("RECOVERING", "Cluster preempted or failed, recovering", now.since(), false);
        }
    }

    private void end(JobState state) {
        if (state instanceof Cancelling cancelling) {
            add("CANCELLING", cancelling.details(), cancelling.since(), true);
        } else if (state instanceof Ended ended && ended.times().endAt() != null) {
            over(ended, ended.times().endAt());
        }
    }

    private void over(Ended ended, double at) {
        switch (ended.outcome()) {
            case SUCCEEDED -> add("SUCCEEDED", "Job has succeeded", at, false);
            case CANCELLED -> {
                add("CANCELLING", ended.note(), at, true);
                add("CANCELLED", "Job has been cancelled", at, true);
            }
            default -> {
                JsonObject failure = add(ended.status(), "Job failed: " + ended.reason(), at, false);
                failure.put("code", USERS_FAULT.contains(ended.outcome()) ? "USER_JOB_FAILURE" : null);
            }
        }
    }

    /** @param whole whether it happened to the whole job and not to its one task */
    private JsonObject add(String status, @Nullable String reason, double at, boolean whole) {
        Instant instant = Instant.EPOCH.plus(Math.round(at * 1e6), ChronoUnit.MICROS);
        JsonObject event = new JsonObject()
                .put("spot_job_id", job.id())
                .put("task_id", whole ? null : 0)
                .put("new_status", status)
                .putNull("code")
                .put("reason", reason)
                .put("timestamp", LOCAL.format(instant));
        events.add(event);
        return event;
    }
}
