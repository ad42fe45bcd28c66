package dev.skydeck.sandbox.job;

import dev.skydeck.sandbox.task.TaskSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The GPUs that the sandbox has by its configuration; nobody checks whether the machine has any. A job holds its own from
 * STARTING until it is DONE. The queue is by priority, then by age, and nobody is passed over for want of GPUs: so a big job's
 * turn comes. Jobs without GPUs wait for nobody.
 *
 * @param gpus of all jobs together
 */
record Capacity(int gpus) {

    /** How many it wants in all. */
    static double wanted(TaskSpec task) {
        return task.numNodes() * Double.parseDouble(task.accelerators());
    }

    /** Whether it could run if it were alone. */
    boolean isEnoughFor(TaskSpec task) {
        return wanted(task) <= gpus;
    }

    /** Ids of the waiting jobs whose turn it is. One that could never run is among them: it has to be told. */
    Set<Integer> admitted(Collection<Job> jobs) {
        double held = jobs.stream()
                .filter(Capacity::holds)
                .mapToDouble(job -> wanted(job.record().task()))
                .sum();
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
            } else if (!blocked && held + wanted <= gpus) {
                admitted.add(job.id());
                held += wanted;
            } else {
                blocked = true;
            }
        }
        return admitted;
    }

    private static boolean holds(Job job) {
        return !(job.state() instanceof JobState.Pending)
                && !(job.state() instanceof JobState.Ended ended && ended.cleanedUp())
                && job.state().times().submittedAt() != null;
    }

    /** What a real server says, as recorded. */
    String refusal(TaskSpec task) {
        return "[sky.exceptions.ResourcesUnavailableError] Catalog does not contain any instances satisfying the request: "
                + task.numNodes() + "x Sandbox({'" + task.accelerator() + "': " + task.accelerators()
                + "}).\nTo fix: relax or change the resource requirements.\n\nHint: the sandbox has " + gpus
                + " GPUs for all jobs together.";
    }
}
