package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.messages.LogRequest.ReadJobEvents;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.JobEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Events of managed jobs, which SkyPilot keeps: {@code POST /jobs/events}. Unknown to 0.11.1. */
final class JobEvents {
    private static final String PATH = "/jobs/events";
    private static final int MOST = 200;

    private final SkyPilotClient client;
    private final Knowledge knowledge;

    JobEvents(SkyPilotClient client, Knowledge knowledge) {
        this.client = client;
        this.knowledge = knowledge;
    }

    /** See {@link ReadJobEvents}. */
    Future<List<JobEvent>> read(ReadJobEvents request) {
        if (request.job().server() != knowledge.number()) {
            return Future.failedFuture(
                    new Failure.NotFound(
                            "Job " + request.job().jobId()
                                    + " is on another SkyPilot server than the one that is connected: its events cannot be had."));
        }
        return client.post(
                        PATH,
                        SkyPilotClient.body()
                                .put("job_id", request.job().jobId())
                                .put("limit", MOST))
                .compose(reply -> reply.status() == 404
                        ? Future.failedFuture(new Failure.NotFound(
                                "The SkyPilot server at " + client.url() + " is too old to tell events of jobs."))
                        : client.value(reply, JobEvents::events))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ReadFailed read
                                ? new Failure.Unavailable(Failure.Unavailable.Reason.UNABLE, read.sentence())
                                : failure));
    }

    private static List<JobEvent> events(JsonNode value) {
        if (!value.isArray()) {
            throw new ReadFailed("The SkyPilot server gave no list of events.");
        }
        List<JobEvent> events = new ArrayList<>();
        for (JsonNode event : value) {
            if (events.size() < MOST
                    && event.path("new_status").isTextual()
                    && event.path("timestamp").isTextual()) {
                events.add(new JobEvent(
                        event.path("task_id").canConvertToInt()
                                ? event.path("task_id").asInt()
                                : null,
                        RowFields.word(event, "new_status"),
                        RowFields.text(event, "reason"),
                        RowFields.text(event, "code"),
                        RowFields.word(event, "timestamp")));
            }
        }
        return List.copyOf(events);
    }
}
