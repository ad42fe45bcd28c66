package dev.skydeck.store;

import dev.skydeck.messages.model.Job;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums up the tasks of a job as SkyPilot does: a job is what its first task that has not succeeded is. */
final class JobSummary {
    private JobSummary() {}

    /** One row for each job, in the order in which the jobs first come. */
    static List<Job> of(List<Job> tasks) {
        Map<List<Long>, List<Job>> jobs = new LinkedHashMap<>();
        for (Job task : tasks) {
            jobs.computeIfAbsent(List.of(task.key().server(), task.key().jobId()), job -> new ArrayList<>())
                    .add(task);
        }
        return jobs.values().stream().map(JobSummary::one).toList();
    }

    private static Job one(List<Job> tasks) {
        List<Job> ordered = tasks.stream()
                .sorted(Comparator.comparingInt(task -> task.key().taskId()))
                .toList();
        return ordered.stream()
                .filter(task -> !task.observed().status().equals("SUCCEEDED"))
                .findFirst()
                .orElse(ordered.get(ordered.size() - 1));
    }
}
