package dev.skydeck.simulator;

import java.util.PriorityQueue;

/** The one clock and the one queue of everything that is to happen: a run is a sequence, and a seed repeats it. */
public final class VirtualTime {
    /** Nanoseconds of one millisecond. */
    public static final long MILLI = 1_000_000;
    /** Nanoseconds of one second. */
    public static final long SECOND = 1_000 * MILLI;

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long now;
    private long order;

    private record Task(long at, long order, Life owner, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    public long now() {
        return now;
    }

    /** Has the action done by that process after that time, unless it has died by then. */
    public void after(long nanos, Life owner, Runnable action) {
        tasks.add(new Task(now + Math.max(0, nanos), order++, owner, action));
    }

    /** Does the next thing, if it is due by then. */
    public boolean step(long until) {
        Task task = tasks.peek();
        if (task == null || task.at() > until) {
            now = Math.max(now, until);
            return false;
        }
        tasks.remove();
        now = task.at();
        Life owner = task.owner();
        if (owner.isDead()) {
            return true;
        }
        if (owner.pausedUntil() > now) {
            tasks.add(new Task(owner.pausedUntil(), task.order(), owner, task.action()));
            return true;
        }
        task.action().run();
        return true;
    }
}
