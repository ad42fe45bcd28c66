package dev.skydeck.sandbox.job;

import dev.skydeck.sandbox.task.TaskSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a job from its launch on. It never changes.
 *
 * @param id rises from 1, over all runs of the sandbox on one folder
 * @param createdAt epoch seconds
 * @param userHash who launched it, 8 hexadecimal digits
 * @param entrypoint free text of the client that launched it
 */
public record JobRecord(int id, TaskSpec task, double createdAt, String userName, String userHash, String entrypoint) {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd-HH-mm-ss-SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** As a real server calls the cluster of a job. */
    public String clusterName() {
        return task.name() + "-" + id + "-" + userHash;
    }

    /** As in {@code sky-2026-11-22-01-04-26-904182}: when STARTING began; null before. */
    public @Nullable String runTimestamp(Times times) {
        Double submittedAt = times.submittedAt();
        if (submittedAt == null) {
            return null;
        }
        return timestamp(submittedAt);
    }

    /** As in {@code sky-2026-11-22-01-04-26-904182}: when it was launched. */
    public String createdTimestamp() {
        return timestamp(createdAt);
    }

    private static String timestamp(double at) {
        return "sky-" + TIMESTAMP.format(Instant.EPOCH.plus(Math.round(at * 1e6), ChronoUnit.MICROS));
    }

    /** As in {@code sky-managed-2026-11-22-01-04-26-904182_ok_3-0}. */
    String managedTaskId(Times times) {
        String timestamp = String.valueOf(runTimestamp(times)).replaceFirst("^sky-", "");
        return "sky-managed-" + timestamp + "_" + task.name() + "_" + id + "-0";
    }
}
