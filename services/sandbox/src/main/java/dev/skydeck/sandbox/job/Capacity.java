package dev.skydeck.sandbox.job;

import dev.skydeck.sandbox.task.TaskSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * The GPUs of the sandbox, or of one cluster of it, by configuration; nobody checks whether the machine has any. A job
 * holds its own from STARTING until it is DONE. The queue is by priority, then by age, and nobody is passed over for want
 * of GPUs: so a big job's turn comes. Jobs without GPUs wait for nobody.
 */
public final class Capacity {
    private final double gpus;
    private final List<DoubleSupplier> holders = new ArrayList<>();

    public Capacity(double gpus) {
        this.gpus = gpus;
    }

    /** Counts from now on what somebody else holds. */
    public void heldToo(DoubleSupplier holder) {
        holders.add(holder);
    }

    public double free() {
        return gpus - holders.stream().mapToDouble(DoubleSupplier::getAsDouble).sum();
    }

    /** How many a task wants in all. */
    public static double wanted(TaskSpec task) {
        return task.numNodes() * task.gpusOfANode();
    }

    /** Whether a task could run if it were alone. */
    public boolean isEnoughFor(TaskSpec task) {
        return wanted(task) <= gpus;
    }

    /** How many these jobs hold. */
    static double held(Collection<Job> jobs) {
        return jobs.stream()
                .filter(Capacity::holds)
                .mapToDouble(job -> wanted(job.record().task()))
                .sum();
    }

    /** Ids of the waiting jobs whose turn it is. One that could never run is among them: it has to be told. */
    Set<Integer> admitted(Collection<Job> jobs) {
        double free = free();
        List<Job> waiting = jobs.stream()
                .filter(job -> job.state() instanceof JobState.Pending)
                .sorted(Comparator.<Job>comparingInt(job -> -job.record().task().priority())
                        .thenComparingInt(Job::id))
                .toList();
        Set<Integer> admitted = new HashSet<>();
        boolean blocked = false;
        for (Job job : waiting) {
            double wanted = wanted(job.record().task());
            if (wanted == 0 || wanted > gpus) {
                admitted.add(job.id());
            } else if (!blocked && wanted <= free) {
                admitted.add(job.id());
                free -= wanted;
            } else {
                blocked = true;
            }
        }
        return admitted;
    }

    private static boolean holds(Job job) {
        return !(job.state() instanceof JobState.Pending)
                && !job.cleanedUp()
                && job.state().times().submittedAt() != null;
    }

    /** What a real server says, as recorded. */
    public String refusal(TaskSpec task) {
        return "Catalog does not contain any instances satisfying the request: "
                + task.numNodes() + "x Sandbox({'" + task.accelerator() + "': " + task.accelerators()
                + "}).\nTo fix: relax or change the resource requirements.\n\nHint: the sandbox has " + Math.round(gpus)
                + " GPUs for all jobs together.";
    }
}
