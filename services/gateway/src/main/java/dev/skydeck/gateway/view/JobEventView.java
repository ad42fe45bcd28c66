package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.JobEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What SkyPilot says happened to a job. */
public record JobEventView(
        @Nullable Integer taskId,
        String status,
        @Nullable String reason,
        @Nullable String code,
        String at) {

    /** The answer with all of them. */
    public record All(List<JobEventView> events) {
        public static All of(List<JobEvent> events) {
            return new All(events.stream().map(JobEventView::of).toList());
        }
    }

    private static JobEventView of(JobEvent event) {
        return new JobEventView(event.taskId(), event.status(), event.reason(), event.code(), event.at());
    }
}
