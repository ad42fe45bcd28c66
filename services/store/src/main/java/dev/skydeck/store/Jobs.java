package dev.skydeck.store;

import dev.skydeck.messages.JobRequest.ListExperimentJobs;
import dev.skydeck.messages.JobRequest.ListJobs;
import dev.skydeck.messages.model.Job;
import io.vertx.core.Future;
import java.util.List;

/** Reading jobs. */
final class Jobs {
    private final Transactions transactions;

    Jobs(Transactions transactions) {
        this.transactions = transactions;
    }

    Future<List<Job>> ofExperiment(ListExperimentJobs request) {
        return transactions.read(sql -> JobRows.where(
                sql,
                "j.experiment_id = ?" + JobRows.NEWEST_FIRST + " limit ?",
                request.experimentId(),
                Pages.rows(request.limit())));
    }

    Future<List<Job>> all(ListJobs request) {
        String which = request.includeEnded() ? "1" : "j.terminal = 0";
        return transactions.read(
                sql -> JobRows.where(sql, which + JobRows.NEWEST_FIRST + " limit ?", Pages.rows(request.limit())));
    }
}
