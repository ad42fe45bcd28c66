package dev.skydeck.sandbox.job;

/**
 * What distinguishes managed jobs from those of a cluster.
 *
 * @param recovers whether a job whose process was lost, or which failed and may be restarted, is run again
 * @param startsWithRun whether a job's start is that of {@code run}, not of {@code setup}
 */
public record JobRules(Pace pace, Capacity capacity, boolean recovers, boolean startsWithRun) {

    public static JobRules ofManagedJobs(Pace pace, Capacity capacity) {
        return new JobRules(pace, capacity, true, false);
    }

    public static JobRules ofAClustersJobs(Pace pace, Capacity capacity) {
        return new JobRules(pace, capacity, false, true);
    }
}
