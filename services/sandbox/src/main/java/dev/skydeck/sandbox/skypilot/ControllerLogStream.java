package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.job.Jobs;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An answer of {@code /jobs/logs} with {@code controller}: what there is, and with {@code follow} what comes until the job is DONE. */
final class ControllerLogStream {
    private static final long LOOK_MILLISECONDS = 200;
    private static final int UNKNOWN_JOB = 102;

    private final Vertx vertx;
    private final Jobs jobs;
    private final HttpServerResponse response;
    private final int id;
    private int written;

    ControllerLogStream(Vertx vertx, Jobs jobs, HttpServerResponse response, int id) {
        this.vertx = vertx;
        this.jobs = jobs;
        this.response = response;
        this.id = id;
    }

    void answer(ServerRequest request, boolean follow, @Nullable Integer tail) {
        LogStream.begin(response, request);
        run(request, follow, tail == null ? 0 : tail).onComplete(request::succeed, request::fail);
    }

    private Future<Integer> run(ServerRequest request, boolean follow, int tail) {
        Job job = jobs.find(id);
        if (job == null) {
            response.end(LogText.unknown(id));
            return Future.succeededFuture(UNKNOWN_JOB);
        }
        return vertx.executeBlocking(() -> ControllerLog.lines(job, jobs.folder(id)), false)
                .compose(lines -> {
                    if (!request.active()) {
                        return Future.succeededFuture(0);
                    }
                    write(lines, tail);
                    if (!follow || job.cleanedUp()) {
                        response.end();
                        return Future.succeededFuture(0);
                    }
                    return vertx.timer(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)
                            .compose(later -> run(request, true, 0));
                });
    }

    private void write(List<String> lines, int tail) {
        int from = tail > 0 ? Math.max(written, lines.size() - tail) : written;
        if (from < lines.size()) {
            response.write(String.join("\n", lines.subList(from, lines.size())) + "\n");
        }
        written = lines.size();
    }
}
