package dev.skydeck.store;

import dev.skydeck.messages.JobRequest.JobFilter;
import dev.skydeck.messages.JobRequest.JobPage;
import dev.skydeck.messages.JobRequest.JobRef;
import dev.skydeck.messages.JobRequest.ListJobs;
import dev.skydeck.messages.JobRequest.ReadJob;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobKey;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading jobs. */
final class Jobs {
    private final Transactions transactions;

    Jobs(Transactions transactions) {
        this.transactions = transactions;
    }

    Future<JobPage> page(ListJobs request) {
        int limit = Pages.limit(request.limit(), 500);
        Where where = Where.of(request.filter());
        request.after().ifPresent(where::after);
        where.parameters.add(limit + 1);
        return transactions.read(sql -> JobRows.where(
                        sql,
                        String.join(" and ", where.conditions) + JobRows.NEWEST_FIRST + " limit ?",
                        where.parameters.toArray())
                .map(found -> {
                    List<Job> page = Pages.fitting(found, limit, Jobs::weight);
                    return new JobPage(page, page.size() < found.size());
                }));
    }

    Future<Job> one(ReadJob request) {
        return transactions.read(sql -> named(sql, request.job()));
    }

    /** Fails with {@code NotFound}. */
    static Future<Job> named(Sql sql, JobRef job) {
        return JobRows.where(
                        sql,
                        JobRows.NAMED + JobRows.NEWEST_FIRST,
                        job.jobId(),
                        job.server().orElse(null))
                .compose(tasks -> tasks.isEmpty()
                        ? Future.failedFuture(new Failure.NotFound("There is no job with the id " + job + "."))
                        : Future.succeededFuture(JobSummary.of(tasks).get(0)));
    }

    private static long weight(Job job) {
        return 900
                + 2L * length(job.command())
                + 2L * length(job.observed().failureReason())
                + 2L * length(job.observed().details());
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** Conditions over {@code j} and {@code e}, and their parameters. */
    private static final class Where {
        final List<String> conditions = new ArrayList<>(List.of("1"));
        final List<@Nullable Object> parameters = new ArrayList<>();

        static Where of(JobFilter filter) {
            Where where = new Where();
            filter.experimentId().ifPresent(id -> where.and("j.experiment_id = ?", id));
            if (!filter.includeEnded()) {
                where.and("j.terminal = 0");
            }
            if (filter.orphans()) {
                where.and("j.experiment_id is null");
            }
            filter.owner().ifPresent(owner -> where.and("(e.owner = ? or j.user_name = ?)", owner, owner));
            if (!filter.text().isEmpty()) {
                where.and(
                        "(instr(lower(coalesce(j.name, '')), lower(?)) > 0"
                                + " or instr(coalesce(j.imported_id, j.job_id), ?) > 0"
                                + " or instr(lower(coalesce(e.name, '')), lower(?)) > 0)",
                        filter.text(),
                        filter.text(),
                        filter.text());
            }
            return where;
        }

        /** The first condition is one that the key can be searched by; the second leaves out what was there before. */
        void after(JobKey last) {
            and("(j.server, j.job_id) <= (?, ?)", last.server(), last.jobId());
            and("not (j.server = ? and j.job_id = ? and j.task_id <= ?)", last.server(), last.jobId(), (long)
                    last.taskId());
        }

        private void and(String condition, Object... values) {
            conditions.add(condition);
            parameters.addAll(List.of(values));
        }
    }
}
