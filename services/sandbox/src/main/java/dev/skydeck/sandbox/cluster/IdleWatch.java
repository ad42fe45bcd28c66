package dev.skydeck.sandbox.cluster;

import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.task.Autostop;
import java.util.List;

/** Whether a cluster has been idle for long enough to be ended. */
final class IdleWatch {
    private static final double SECONDS_PER_MINUTE = 60;

    private IdleWatch() {}

    /** @param jobs all that the cluster has had */
    static boolean due(Cluster cluster, List<Job> jobs, double now) {
        Autostop autostop = cluster.state().autostop();
        if (autostop == null || !cluster.up() || !jobs.stream().allMatch(Job::over)) {
            return false;
        }
        double since = Math.max(cluster.state().statusSince(), cluster.state().autostopSince());
        for (Job job : jobs) {
            Double endAt = job.state().times().endAt();
            since = Math.max(since, endAt == null ? 0 : endAt);
        }
        return now >= since + autostop.idleMinutes() * SECONDS_PER_MINUTE;
    }
}
