package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.job.JobState;
import dev.skydeck.sandbox.job.Jobs;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One answer of {@code /jobs/logs}: what there is, and with {@code follow} what comes, until the job is over. */
final class LogStream {
    private static final long LOOK_MILLISECONDS = 200;
    private static final int UNKNOWN_JOB = 102;

    private final Vertx vertx;
    private final Jobs jobs;
    private final HttpServerResponse response;
    private final int id;
    private final boolean follow;
    private final @Nullable Integer tail;
    private boolean closed;

    LogStream(Vertx vertx, Jobs jobs, HttpServerResponse response, int id, boolean follow, @Nullable Integer tail) {
        this.vertx = vertx;
        this.jobs = jobs;
        this.response = response;
        this.id = id;
        this.follow = follow;
        this.tail = tail;
    }

    /** Completes with the code that a real server gives for the job, or never where the client goes away. */
    Future<Integer> run(Runnable gone) {
        response.closeHandler(nothing -> {
            if (!response.ended()) {
                closed = true;
                gone.run();
            }
        });
        response.exceptionHandler(nothing -> {});
        response.setChunked(true)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .putHeader("cache-control", "no-cache, no-transform");
        response.write(LogText.waiting(id, "rich_init"));
        Job job = jobs.find(id);
        if (job == null) {
            return end(LogText.unknown(id), UNKNOWN_JOB);
        }
        response.write(LogText.waiting(id, "rich_update") + LogText.waiting(id, "rich_start"));
        if (job.state().times().startAt() == null && job.state() instanceof JobState.Ended ended) {
            String reason = ended.reason() == null ? "" : "Failure reason: " + ended.reason() + "\n";
            return end(
                    LogText.exit() + LogText.alreadyOver(id, ended.status()) + reason,
                    ended.outcome().logsCode());
        }
        if (job.over()) {
            return lines(job);
        }
        return started().compose(this::running);
    }

    private Future<Integer> running(Job job) {
        response.write(LogText.stop());
        return lines(job);
    }

    private Future<Job> started() {
        Job job = job();
        if (!follow || job.over() || job.state().times().startAt() != null) {
            return Future.succeededFuture(job);
        }
        return pause().compose(later -> started());
    }

    private Future<Integer> lines(Job job) {
        LogReader reader = new LogReader(job, jobs.folder(id));
        return vertx.executeBlocking(() -> reader.first(tail), false).compose(lines -> more(reader, lines));
    }

    private Future<Integer> more(LogReader reader, List<String> lines) {
        if (closed) {
            return Promise.<Integer>promise().future();
        }
        boolean over = job().over();
        if (lines.isEmpty() && (over || !follow)) {
            return finish(over);
        }
        return written(lines)
                .compose(written -> lines.isEmpty() ? pause() : Future.succeededFuture())
                .compose(ready -> vertx.executeBlocking(reader::next, false))
                .compose(next -> more(reader, next));
    }

    private Future<Integer> finish(boolean over) {
        if (!over) {
            return end(LogText.exit() + "\n", 0);
        }
        JobState.Ended ended = (JobState.Ended) job().state();
        return end(
                LogText.finished(ended.status()) + LogText.exit() + "\n",
                ended.outcome().logsCode());
    }

    private Job job() {
        Job job = jobs.find(id);
        if (job == null) {
            throw new IllegalStateException("job " + id + " is gone");
        }
        return job;
    }

    /** Waits while the client reads more slowly than the job writes. */
    private Future<Void> written(List<String> lines) {
        if (!lines.isEmpty()) {
            response.write(String.join("\n", lines) + "\n");
        }
        if (!response.writeQueueFull()) {
            return Future.succeededFuture();
        }
        Promise<Void> drained = Promise.promise();
        response.drainHandler(ready -> drained.tryComplete());
        return drained.future();
    }

    private Future<Void> pause() {
        return vertx.timer(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private Future<Integer> end(String last, int code) {
        response.end(last);
        return Future.succeededFuture(code);
    }
}
