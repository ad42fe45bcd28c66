package dev.skydeck.skypilot.logs;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** Where logs come from. */
public interface LogSource {
    /**
     * Begins to stream a job's log; the response is paused. Fails with one sentence when it was not begun.
     *
     * @param follow whether it goes on until the job ends
     */
    Future<Stream> open(Target job, boolean follow);

    /**
     * SkyPilot's code for how the stream ended: 0, 100 and 103 at the job's end, 102 for a job that it does not know. Fails
     * when it cannot be had.
     */
    Future<Integer> code(String requestId);

    /**
     * Whose log.
     *
     * @param cluster the cluster that the job is on; null for a managed job
     */
    record Target(@Nullable String cluster, long jobId) {}

    /** A stream that has begun. */
    record Stream(String requestId, HttpClientResponse response) {}
}
