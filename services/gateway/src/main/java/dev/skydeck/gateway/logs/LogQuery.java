package dev.skydeck.gateway.logs;

import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.messages.LogRequest.LogFilter;
import dev.skydeck.messages.LogRequest.ReadLog;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobStatus;
import io.vertx.core.MultiMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of a log.
 *
 * @param follow goes on until the job ends
 * @param tail so many lines before the end to begin with; empty for the whole
 * @param attempt from 1; empty for the newest
 * @param from a place that the client was told before; empty to begin
 */
public record LogQuery(
        boolean follow,
        Optional<Integer> tail,
        Optional<Integer> attempt,
        LogFilter filter,
        boolean download,
        Optional<Long> from) {
    static final int MOST_TAIL = 100_000;
    private static final int MOST_TEXT = 1_000;
    private static final int WAIT_MILLIS = 1_500;

    /** @throws dev.skydeck.gateway.body.InvalidInput naming the parameter that is wrong */
    public static LogQuery read(MultiMap query, @Nullable String lastEventId) {
        return new LogQuery(
                QueryText.bool("follow", query.get("follow"), false),
                whole("tail", query, 1, MOST_TAIL),
                whole("attempt", query, 1, Integer.MAX_VALUE),
                new LogFilter(
                        whole("rank", query, 0, Integer.MAX_VALUE),
                        QueryText.text("grep", query.get("grep"), MOST_TEXT)),
                QueryText.bool("download", query.get("download"), false),
                lastEventId != null && lastEventId.matches("[0-9]{1,18}")
                        ? Optional.of(Long.parseLong(lastEventId))
                        : Optional.empty());
    }

    private static Optional<Integer> whole(String name, MultiMap query, int min, int max) {
        String text = query.get(name);
        return text == null ? Optional.empty() : Optional.of((int) QueryText.whole(name, text, min, max));
    }

    /** The attempt that is meant. */
    int attemptOf(Job job) {
        return attempt.orElse(newest(job));
    }

    private static int newest(Job job) {
        return job.observed().recoveryCount() + 1;
    }

    /** @param at where to go on; empty to begin */
    ReadLog next(Job job, Optional<Long> at) {
        boolean over = JobStatus.isTerminal(job.observed());
        return new ReadLog(
                job.key(),
                attemptOf(job),
                attemptOf(job) == newest(job),
                over || job.observed().startedAt() != null,
                over,
                at,
                tail,
                follow,
                filter,
                WAIT_MILLIS);
    }
}
