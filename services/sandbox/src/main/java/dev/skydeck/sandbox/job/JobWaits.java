package dev.skydeck.sandbox.job;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who waits for jobs to come to a point. Belongs to the context of the jobs. */
final class JobWaits {
    private final IntFunction<@Nullable Job> jobs;
    private final List<Wait> waits = new ArrayList<>();

    JobWaits(IntFunction<@Nullable Job> jobs) {
        this.jobs = jobs;
    }

    private record Wait(Set<Integer> ids, Predicate<Job> point, Promise<Void> reached) {}

    /** Completes once all these jobs are there; a job that nobody knows is. */
    Future<Void> until(Collection<Integer> ids, Predicate<Job> point) {
        Wait wait = new Wait(Set.copyOf(ids), point, Promise.promise());
        waits.add(wait);
        look();
        return wait.reached().future();
    }

    /** To be called after each change. */
    void look() {
        for (Wait wait : List.copyOf(waits)) {
            if (wait.ids().stream().allMatch(id -> there(id, wait.point())) && waits.remove(wait)) {
                wait.reached().complete();
            }
        }
    }

    private boolean there(int id, Predicate<Job> point) {
        Job job = jobs.apply(id);
        return job == null || point.test(job);
    }
}
