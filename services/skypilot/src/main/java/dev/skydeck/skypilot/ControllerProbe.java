package dev.skydeck.skypilot;

import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether SkyPilot's job controller still sees how jobs do. Before each look at a job it asks two addresses on the internet for a
 * sign of life; as long as neither answers it looks at no job, and every job stays RUNNING (seen with 0.14.1). The queue does not
 * tell, but the controller's own log does.
 */
final class ControllerProbe {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerProbe.class);
    /** The controller's sentence, as of 0.14.1. */
    private static final String BLIND = "Network is not available";
    /** By then a controller that sees has looked at it a few times. */
    private static final Duration RUNNING_FOR = Duration.ofMinutes(2);

    private static final int LINES = 20;

    private final SkyPilotClient client;

    ControllerProbe(SkyPilotClient client) {
        this.client = client;
    }

    /**
     * Looks at the controller's log of our job that has run longest. Gives a sentence when the controller is blind; never fails.
     *
     * @param jobs a reading of the queue
     */
    Future<Optional<String>> look(List<ObservedJob> jobs) {
        Instant before = Instant.now().minus(RUNNING_FOR);
        return jobs.stream()
                .filter(job -> job.metadata().containsKey(LaunchToken.METADATA_KEY))
                .filter(job -> job.status().equals("RUNNING")
                        && job.startedAt() != null
                        && job.startedAt().isBefore(before))
                .min(Comparator.comparing(ObservedJob::startedAt).thenComparing(ObservedJob::jobId))
                .map(this::ask)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<String>> ask(ObservedJob job) {
        return client.post(
                        "/jobs/logs",
                        SkyPilotClient.body()
                                .put("job_id", job.jobId())
                                .put("follow", false)
                                .put("controller", true)
                                .put("tail", LINES))
                .map(log -> log.status() == 200 && endsBlind(log.body().toString())
                        ? Optional.of(
                                "SkyPilot's job controller reaches no internet and looks at no job: jobs that have"
                                        + " ended stay RUNNING. Let it reach 8.8.8.8 or 1.1.1.1 by HTTPS.")
                        : Optional.<String>empty())
                .otherwise(failure -> {
                    LOG.atInfo()
                            .addKeyValue("job", job.jobId())
                            .addKeyValue("reason", failure.getMessage())
                            .log("the controller's log could not be read");
                    return Optional.empty();
                });
    }

    /** Once it sees again it writes other lines. */
    private static boolean endsBlind(String log) {
        return log.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("<sky-payload>"))
                .reduce((first, second) -> second)
                .map(last -> last.contains(BLIND))
                .orElse(false);
    }
}
