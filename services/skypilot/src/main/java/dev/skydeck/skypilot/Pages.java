package dev.skydeck.skypilot;

import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.skypilot.Queue.Page;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages of one list, put together. Jobs may come and go between two pages: a row that moved on to the next page is there
 * twice and counts once; one that moved to a page already read is missed, and {@link #isSteady} tells that it may be so.
 */
final class Pages {
    private final Map<TaskKey, ObservedJob> rows = new LinkedHashMap<>();
    private final Set<Long> jobs = new HashSet<>();
    private boolean readable = true;
    private boolean steady = true;
    private long total = -1;
    private @Nullable Long totalNoFilter;

    /** A row of a task. */
    private record TaskKey(long jobId, int taskId) {}

    Pages and(Page page) {
        page.rows().forEach(row -> {
            rows.put(new TaskKey(row.jobId(), row.taskId()), row);
            jobs.add(row.jobId());
        });
        readable &= page.isReadable();
        steady &= total == -1 || total == page.total();
        total = page.total();
        totalNoFilter = page.totalNoFilter();
        return this;
    }

    List<ObservedJob> rows() {
        return List.copyOf(rows.values());
    }

    int jobs() {
        return jobs.size();
    }

    /** Whether every row of every page could be read. */
    boolean isReadable() {
        return readable;
    }

    /** Whether all pages named the same number of jobs. */
    boolean isSteady() {
        return steady;
    }

    /** Jobs in the list, as the newest page says; -1 when it did not say. */
    long total() {
        return total;
    }

    @Nullable
    Long totalNoFilter() {
        return totalNoFilter;
    }
}
