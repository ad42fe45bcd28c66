package dev.skydeck.gateway;

import dev.skydeck.gateway.body.RowCursor;
import dev.skydeck.messages.CheckpointRequest.ListCheckpoints;
import dev.skydeck.messages.JobRequest.JobFilter;
import dev.skydeck.messages.JobRequest.ListJobs;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobKey;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of the length that a client asked for, put together from the store's pages. */
final class WholeLists {
    private static final int PAGE = 500;

    private final Bus bus;

    WholeLists(Bus bus) {
        this.bus = bus;
    }

    /** @param limit -1 for all */
    Future<List<Job>> jobs(JobFilter filter, int limit) {
        return jobs(filter, limit, Optional.empty()).map(Rows::rows);
    }

    /**
     * @param limit -1 for all
     * @param after the row that the list goes on after
     */
    Future<Rows<Job>> jobs(JobFilter filter, int limit, Optional<JobKey> after) {
        return jobs(filter, limit, after, new ArrayList<>());
    }

    private Future<Rows<Job>> jobs(JobFilter filter, int limit, Optional<JobKey> after, List<Job> found) {
        int wanted = wanted(limit, found.size());
        if (wanted == 0) {
            return Future.succeededFuture(new Rows<>(found, Optional.empty()));
        }
        return bus.request(new ListJobs(filter, after, wanted)).compose(page -> {
            found.addAll(page.jobs());
            if (!page.more() || page.jobs().isEmpty()) {
                return Future.succeededFuture(new Rows<>(found, Optional.empty()));
            }
            JobKey last = found.get(found.size() - 1).key();
            return wanted(limit, found.size()) == 0
                    ? Future.succeededFuture(new Rows<>(found, Optional.of(RowCursor.of(last))))
                    : jobs(filter, limit, Optional.of(last), found);
        });
    }

    /**
     * @param limit -1 for all
     * @param before the epoch that the list goes on before
     */
    Future<Rows<Checkpoint>> checkpoints(long experimentId, int limit, long before) {
        return checkpoints(experimentId, limit, before, new ArrayList<>());
    }

    private Future<Rows<Checkpoint>> checkpoints(long experimentId, int limit, long before, List<Checkpoint> found) {
        // Asked even for none, since only the store knows whether the experiment is there.
        int wanted = Math.max(1, wanted(limit, found.size()));
        return bus.request(new ListCheckpoints(experimentId, before, wanted)).compose(page -> {
            if (wanted(limit, found.size()) == 0) {
                return Future.succeededFuture(new Rows<>(found, Optional.empty()));
            }
            found.addAll(page.checkpoints());
            if (!page.more() || page.checkpoints().isEmpty()) {
                return Future.succeededFuture(new Rows<>(found, Optional.empty()));
            }
            long last = found.get(found.size() - 1).epoch();
            return wanted(limit, found.size()) == 0
                    ? Future.succeededFuture(new Rows<>(found, Optional.of(Long.toString(last))))
                    : checkpoints(experimentId, limit, last, found);
        });
    }

    private static int wanted(int limit, int have) {
        return limit < 0 ? PAGE : Math.min(PAGE, Math.max(0, limit - have));
    }
}
