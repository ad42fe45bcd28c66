package dev.skydeck.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job as SkyPilot's queue shows it. Times are seconds since the epoch; 0 for none.
 *
 * @param token null for one that is not ours
 */
record SimulatedJob(
        long id,
        String name,
        @Nullable String token,
        String status,
        String scheduleState,
        double submittedAt,
        double startedAt,
        double endedAt) {
    private static final Set<String> ENDED = Set.of(
            "SUCCEEDED",
            "CANCELLED",
            "FAILED",
            "FAILED_SETUP",
            "FAILED_PRECHECKS",
            "FAILED_NO_RESOURCE",
            "FAILED_CONTROLLER");

    boolean hasEnded() {
        return ENDED.contains(status);
    }

    SimulatedJob with(String newStatus, String newScheduleState, double now) {
        boolean ends = ENDED.contains(newStatus);
        return new SimulatedJob(
                id,
                name,
                token,
                newStatus,
                newScheduleState,
                submittedAt,
                startedAt == 0 && newStatus.equals("RUNNING") ? now : startedAt,
                ends ? now : 0);
    }

    ObjectNode row() {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("job_id", id).put("task_id", 0).put("job_name", name).put("status", status);
        row.put("schedule_state", scheduleState).put("submitted_at", submittedAt);
        time(row, "start_at", startedAt);
        time(row, "end_at", endedAt);
        row.put("job_duration", startedAt == 0 ? 0 : (endedAt == 0 ? 1 : endedAt - startedAt));
        row.put("recovery_count", 0).put("user_hash", "5eed0001").put("user_name", "sim");
        if (status.startsWith("FAILED")) {
            row.put("failure_reason", "It went wrong.");
        }
        ObjectNode metadata = row.putObject("metadata");
        if (token != null) {
            metadata.put("skydeck", token);
        }
        return row;
    }

    private static void time(ObjectNode row, String field, double value) {
        if (value == 0) {
            row.putNull(field);
        } else {
            row.put(field, value);
        }
    }
}
