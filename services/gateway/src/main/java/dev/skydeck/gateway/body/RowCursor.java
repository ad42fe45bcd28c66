package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.JobKey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where lists of jobs and checkpoints go on: what names the last row that was read. */
public final class RowCursor {
    private static final Pattern JOB = Pattern.compile("([0-9]{1,9})\\.(-?[0-9]{1,18})\\.([0-9]{1,9})");
    private static final Pattern EPOCH = Pattern.compile("-?[0-9]{1,18}");

    private RowCursor() {}

    public static String of(JobKey key) {
        return key.server() + "." + key.jobId() + "." + key.taskId();
    }

    /** @throws InvalidInput if it is no cursor of a list of jobs */
    public static Optional<JobKey> job(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = JOB.matcher(text);
        require(matcher.matches(), text);
        return Optional.of(new JobKey(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Integer.parseInt(matcher.group(3))));
    }

    /**
     * The epoch before which the list goes on.
     *
     * @throws InvalidInput if it is no cursor of a list of checkpoints
     */
    public static long epoch(@Nullable String text) {
        if (text == null) {
            return Long.MAX_VALUE;
        }
        require(EPOCH.matcher(text).matches(), text);
        return Long.parseLong(text);
    }

    private static void require(boolean good, String text) {
        if (!good) {
            Problems problems = new Problems();
            String rule = "The cursor is the Next-Cursor of the page before.";
            problems.add("value_error", List.of("query", "cursor"), rule, new JsonValue.Text(text));
            problems.check();
        }
    }
}
