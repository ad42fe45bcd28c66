package dev.skydeck.skypilot;

import dev.skydeck.skypilot.logs.LogSource;
import io.vertx.core.Future;

/** Logs of the server that the client talks to. */
final class ServerLogs implements LogSource {
    private final SkyPilotClient client;

    ServerLogs(SkyPilotClient client) {
        this.client = client;
    }

    @Override
    public Future<Stream> open(Target job, boolean follow) {
        return client.logs(job.cluster(), job.jobId(), follow);
    }

    @Override
    public Future<Integer> code(String requestId) {
        return client.result(requestId).compose(result -> {
            if (result instanceof RequestResult.Succeeded succeeded
                    && succeeded.value().canConvertToInt()) {
                return Future.succeededFuture(succeeded.value().asInt());
            }
            return Future.failedFuture(new ReadFailed(
                    result instanceof RequestResult.Failed failed
                            ? "SkyPilot could not show the log: " + failed.sentence()
                            : "SkyPilot did not say how the log ended."));
        });
    }
}
