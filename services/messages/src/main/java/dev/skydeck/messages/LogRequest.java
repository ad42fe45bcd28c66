package dev.skydeck.messages;

import dev.skydeck.messages.model.JobEvent;
import dev.skydeck.messages.model.JobKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the SkyPilot service tells of the logs and events of jobs. Logs are pulled piece by piece, so that nobody has to wait for a slow reader. */
public sealed interface LogRequest<R> extends Request<R> {

    /**
     * The next piece of one attempt's log. The service fetches it from SkyPilot while anybody reads it, and keeps it on disk.
     * Fails with {@code NotFound} when neither has it, {@code Unavailable} when as many logs are followed as may be.
     *
     * @param attempt from 1; SkyPilot's recoveries make further ones
     * @param current whether it is the job's newest attempt: only that one SkyPilot still has
     * @param begun whether the job has begun to run, or has ended
     * @param over whether the job has ended
     * @param from where to go on, a {@link LogPart#next}; empty to begin
     * @param tail when it begins: so many lines before the end; empty for the whole
     * @param follow false: what there is by now is enough, and then the log ends
     * @param filter which lines are wanted
     * @param waitMillis how long to wait for a first line; 0 to 2,000
     */
    record ReadLog(
            JobKey job,
            int attempt,
            boolean current,
            boolean begun,
            boolean over,
            Optional<Long> from,
            Optional<Integer> tail,
            boolean follow,
            LogFilter filter,
            int waitMillis)
            implements LogRequest<LogPart> {}

    /**
     * What SkyPilot says happened to a managed job, newest first, at most 200. Fails with {@code NotFound} when the job's server is
     * not the one that is connected, or tells no events; with {@code Unavailable} when it does not answer.
     */
    record ReadJobEvents(JobKey job) implements LogRequest<List<JobEvent>> {}

    /**
     * @param rank lines of that node, from 0, and SkyPilot's own; empty for all
     * @param text a part that a line must have, colours left out; empty for every line
     */
    record LogFilter(Optional<Integer> rank, Optional<String> text) {
        public static final LogFilter NONE = new LogFilter(Optional.empty(), Optional.empty());
    }

    /**
     * @param text whole lines with their ends and their ANSI sequences; at most 160 KiB of UTF-8; empty when there are none yet
     * @param next where the piece after it begins, in bytes of the kept log; -1 while it is not known where to begin
     * @param dropped bytes between where this piece should begin and where it does: they are no longer kept
     * @param ended whether nothing will follow
     * @param sentence what a person should know of the end; null when there is nothing to say
     */
    record LogPart(
            String text,
            long next,
            long dropped,
            boolean ended,
            @Nullable String sentence) {}
}
