package dev.skydeck.sandbox.job;

import dev.skydeck.sandbox.job.JobState.Cancelling;
import dev.skydeck.sandbox.job.JobState.Ended;
import dev.skydeck.sandbox.job.JobState.Pending;
import dev.skydeck.sandbox.job.JobState.Recovering;
import dev.skydeck.sandbox.job.JobState.Running;
import dev.skydeck.sandbox.job.JobState.Starting;
import dev.skydeck.sandbox.job.Sighting.Alive;
import dev.skydeck.sandbox.job.Sighting.Exited;
import dev.skydeck.sandbox.job.Sighting.NotTaken;
import dev.skydeck.sandbox.job.Sighting.Vanished;

/** The next step of a job: the state it goes to, which may be the one it is in, and what is done to its process. */
record JobStep(JobState next, Deed deed) {

    /** What is done to the process of the attempt that the job was in before the step. */
    enum Deed {
        NOTHING,
        /** Start its wrapper, which takes the attempt unless it is taken. */
        START,
        /** Take the attempt, so that no wrapper that is on its way can. */
        TAKE_AWAY,
        /** Ask the process group to end. */
        TERMINATE,
        /** End the process group, or what is left of it. */
        KILL
    }

    /**
     * A pure function of what is known; called several times a second while a job is not over.
     *
     * @param admitted whether it is this job's turn to have its GPUs
     */
    static JobStep of(JobRecord job, JobState state, Sighting seen, double now, JobRules rules, boolean admitted) {
        Pace pace = rules.pace();
        if (state instanceof Pending pending) {
            return pending(pending, now, pace, admitted);
        }
        if (state instanceof Starting starting && !rules.capacity().isEnoughFor(job.task())) {
            boolean due = now >= starting.since() + pace.starting();
            return to(due ? starting.refuse(refusal(job, rules.capacity()), now) : starting);
        }
        if (state instanceof Starting starting) {
            return seen instanceof NotTaken
                    ? new JobStep(starting, now >= starting.since() + pace.starting() ? Deed.START : Deed.NOTHING)
                    : to(starting.run(takenAt(seen), settingUp(seen)));
        }
        if (state instanceof Recovering recovering) {
            return seen instanceof NotTaken
                    ? new JobStep(recovering, now >= recovering.since() + pace.starting() ? Deed.START : Deed.NOTHING)
                    : to(recovering.run(takenAt(seen), settingUp(seen)));
        }
        if (state instanceof Running running) {
            return running(job, running, seen, now, rules);
        }
        if (state instanceof Cancelling cancelling) {
            return cancelling(cancelling, seen, now, pace);
        }
        Ended ended = (Ended) state;
        Double endAt = ended.times().endAt();
        boolean due = !ended.cleanedUp() && (endAt == null || now >= endAt + pace.cleanup());
        return due ? new JobStep(ended.cleanUp(), Deed.KILL) : to(ended);
    }

    private static JobStep pending(Pending pending, double now, Pace pace, boolean admitted) {
        if (admitted && now >= pending.since() + pace.pending() && pending.scheduled()) {
            return to(pending.start(now));
        }
        return to(now >= pending.since() + pace.pending() / 4 ? pending.schedule() : pending);
    }

    private static String refusal(JobRecord job, Capacity capacity) {
        return "[sky.exceptions.ResourcesUnavailableError] " + capacity.refusal(job.task());
    }

    private static JobStep running(JobRecord job, Running running, Sighting seen, double now, JobRules rules) {
        if (seen instanceof Exited exited) {
            return exited(job, running, exited, now, rules);
        }
        if (seen instanceof Alive alive) {
            return to(running.inPhase(alive.settingUp(), now, rules.startsWithRun()));
        }
        if (!rules.recovers()) {
            return new JobStep(running.end(Outcome.FAILED_DRIVER, "Its process is gone.", now), Deed.KILL);
        }
        // As after a preemption. What is left of the old process group must not run beside the new one.
        return new JobStep(running.lost(now), Deed.KILL);
    }

    private static JobStep exited(JobRecord job, Running running, Exited exited, double now, JobRules rules) {
        if (exited.code() == 0) {
            return to(running.end(Outcome.SUCCEEDED, null, exited.endedAt()));
        }
        String see = " (user program failure). To see the details, run: sky jobs logs --controller " + job.id();
        if (exited.setup()) {
            return to(running.end(Outcome.FAILED_SETUP, "Job failed (FAILED_SETUP)" + see, exited.endedAt()));
        }
        if (rules.recovers() && running.times().restarts() < job.task().restartsOnErrors()) {
            return new JobStep(running.restart(now), Deed.KILL);
        }
        String reason = "Job exited with exit code " + exited.code() + see;
        return to(running.end(Outcome.FAILED, reason, exited.endedAt()));
    }

    private static JobStep cancelling(Cancelling cancelling, Sighting seen, double now, Pace pace) {
        if (seen instanceof NotTaken) {
            return new JobStep(cancelling, Deed.TAKE_AWAY);
        }
        if (seen instanceof Alive alive) {
            if (!cancelling.told() && alive.known()) {
                return new JobStep(cancelling.tell(), Deed.TERMINATE);
            }
            boolean patienceOver = cancelling.told() && !cancelling.killed() && now >= cancelling.since() + pace.kill();
            return patienceOver ? new JobStep(cancelling.kill(), Deed.KILL) : to(cancelling);
        }
        return to(cancelling.end(seen instanceof Exited exited ? exited.endedAt() : now));
    }

    private static boolean settingUp(Sighting seen) {
        return seen instanceof Alive alive && alive.settingUp();
    }

    private static double takenAt(Sighting seen) {
        if (seen instanceof Alive alive) {
            return alive.takenAt();
        }
        if (seen instanceof Exited exited) {
            return exited.takenAt();
        }
        return ((Vanished) seen).takenAt();
    }

    private static JobStep to(JobState next) {
        return new JobStep(next, Deed.NOTHING);
    }
}
