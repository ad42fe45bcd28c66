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

/** One answer of a route for logs: what there is, and with {@code follow} what comes, until the job is over. */
final class LogStream {
    private static final long LOOK_MILLISECONDS = 200;
    private static final int UNKNOWN_JOB = 102;

    private final Vertx vertx;
    private final Jobs jobs;
    private final HttpServerResponse response;
    private final LogFrame frame;
    private final int id;
    private boolean follow;
    private @Nullable Integer tail;
    private boolean closed;

    LogStream(Vertx vertx, Jobs jobs, HttpServerResponse response, LogFrame frame, int id) {
        this.vertx = vertx;
        this.jobs = jobs;
        this.response = response;
        this.frame = frame;
        this.id = id;
    }

    /**
     * Ends the request with the code that a real server gives for the job, or cancels it where the client goes away.
     *
     * @param lastLines how many of what there is by now; null and 0 mean all
     */
    void answer(ServerRequest request, boolean goOn, @Nullable Integer lastLines) {
        follow = goOn;
        tail = lastLines;
        begin(response, request);
        request.over().onSuccess(over -> closed = true);
        run().onComplete(request::succeed, request::fail);
    }

    /** The head of an answer that comes as it is made. It ends with its request, and its request with it. */
    static void begin(HttpServerResponse response, ServerRequest request) {
        response.closeHandler(nothing -> {
            if (!response.ended()) {
                request.cancel();
            }
        });
        request.over().onSuccess(over -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
        response.exceptionHandler(nothing -> {});
        response.setChunked(true)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .putHeader("cache-control", "no-cache, no-transform");
    }

    private Future<Integer> run() {
        write(frame.opening(id));
        Job job = jobs.find(id);
        if (job == null) {
            return end(frame.unknown(id), UNKNOWN_JOB);
        }
        write(frame.waiting(id));
        if (job.state().times().startAt() == null && job.state() instanceof JobState.Ended ended) {
            return end(frame.neverStarted(id, ended), ended.outcome().logsCode());
        }
        if (job.over()) {
            return lines(job);
        }
        return started().compose(this::running);
    }

    private Future<Integer> running(Job job) {
        write(frame.running());
        return lines(job);
    }

    private Future<Job> started() {
        Job job = job();
        if (!follow || closed || job.over() || job.state().times().startAt() != null) {
            return Future.succeededFuture(job);
        }
        return pause().compose(later -> started());
    }

    private Future<Integer> lines(Job job) {
        LogReader reader = new LogReader(job, jobs.folder(id), frame.idInText(id));
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
            return end(frame.unfinished(), 0);
        }
        JobState.Ended ended = (JobState.Ended) job().state();
        return end(frame.finished(ended.status()), ended.outcome().logsCode());
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
            write(String.join("\n", lines) + "\n");
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

    private void write(String text) {
        if (!text.isEmpty() && !closed) {
            response.write(text);
        }
    }

    private Future<Integer> end(String last, int code) {
        if (!closed) {
            response.end(last);
        }
        return Future.succeededFuture(code);
    }
}
