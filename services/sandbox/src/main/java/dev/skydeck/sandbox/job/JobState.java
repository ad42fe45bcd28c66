package dev.skydeck.sandbox.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** Where a job stands. A state has a method for each transition it allows, and no other. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobState.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = JobState.Starting.class, name = "starting"),
    @JsonSubTypes.Type(value = JobState.Running.class, name = "running"),
    @JsonSubTypes.Type(value = JobState.Recovering.class, name = "recovering"),
    @JsonSubTypes.Type(value = JobState.Cancelling.class, name = "cancelling"),
    @JsonSubTypes.Type(value = JobState.Ended.class, name = "ended")
})
public sealed interface JobState {
    Times times();

    /** SkyPilot's word for it. */
    String status();

    /** SkyPilot's {@code schedule_state}. */
    String scheduleState();

    /** What may still run, and so may be cancelled. */
    sealed interface Live extends JobState {
        /** @param details who asked, as the row's {@code details} says it */
        default JobState cancel(String details, double now) {
            return new Cancelling(times(), details, now, false, false);
        }
    }

    /** @param scheduled whether the scheduler has it, which it has by the time the launch request succeeds */
    record Pending(double since, boolean scheduled) implements Live {
        @Override
        public Times times() {
            return Times.NONE;
        }

        Pending schedule() {
            return new Pending(since, true);
        }

        Starting start(double now) {
            return new Starting(times().submitted(now), now);
        }

        /** Nothing runs yet, so there is nothing to wait for. */
        @Override
        public JobState cancel(String details, double now) {
            return new Ended(times().submitted(now).ended(now), Outcome.CANCELLED, null, details, true);
        }

        @Override
        public String status() {
            return "PENDING";
        }

        @Override
        public String scheduleState() {
            return scheduled ? "WAITING" : "INACTIVE";
        }
    }

    /** Waits for its process to take the job. */
    record Starting(Times times, double since) implements Live {
        Running run(double at, boolean settingUp) {
            return new Running(times.started(at), settingUp);
        }

        Ended fail(String reason, double now) {
            return new Ended(times.ended(now), Outcome.FAILED_NO_RESOURCE, reason, null, true);
        }

        /** No resources that there are would do. */
        Ended refuse(String reason, double now) {
            return new Ended(times.ended(now), Outcome.FAILED_PRECHECKS, reason, null, true);
        }

        @Override
        public String status() {
            return "STARTING";
        }

        @Override
        public String scheduleState() {
            return "LAUNCHING";
        }
    }

    /**
     * Its process runs setup or run.
     *
     * @param settingUp whether it is setup
     */
    record Running(Times times, boolean settingUp) implements Live {
        /** @param startsAnew whether the end of setup counts as the job's start */
        Running inPhase(boolean stillSettingUp, double now, boolean startsAnew) {
            boolean done = settingUp && !stillSettingUp;
            return done && startsAnew
                    ? new Running(times.startedAgain(now), false)
                    : new Running(times, stillSettingUp);
        }

        Ended end(Outcome outcome, @Nullable String reason, double at) {
            return new Ended(times.ended(at), outcome, reason, null, false);
        }

        Recovering lost(double now) {
            return new Recovering(times.lost(), now);
        }

        Recovering restart(double now) {
            return new Recovering(times.restarted(), now);
        }

        @Override
        public String status() {
            return "RUNNING";
        }

        @Override
        public String scheduleState() {
            return "ALIVE";
        }
    }

    /** Waits for the process of its next attempt to take the job. */
    record Recovering(Times times, double since) implements Live {
        Running run(double at, boolean settingUp) {
            return new Running(times.started(at), settingUp);
        }

        Ended fail(String reason, double now) {
            return new Ended(times.ended(now), Outcome.FAILED_NO_RESOURCE, reason, null, true);
        }

        @Override
        public String status() {
            return "RECOVERING";
        }

        @Override
        public String scheduleState() {
            return "LAUNCHING";
        }
    }

    /**
     * Waits for its process to end.
     *
     * @param told whether the process group was given TERM
     * @param killed whether it was given KILL, after TERM did not do
     */
    record Cancelling(Times times, String details, double since, boolean told, boolean killed) implements JobState {
        Cancelling tell() {
            return new Cancelling(times, details, since, true, killed);
        }

        Cancelling kill() {
            return new Cancelling(times, details, since, true, true);
        }

        Ended end(double at) {
            return new Ended(times.ended(at), Outcome.CANCELLED, null, details, false);
        }

        @Override
        public String status() {
            return "CANCELLING";
        }

        @Override
        public String scheduleState() {
            return "ALIVE";
        }
    }

    /**
     * Over.
     *
     * @param reason the sentence that says why it failed, null unless it failed
     * @param note the row's {@code details} where it did not fail
     * @param cleanedUp whether what its process group left behind is gone
     */
    record Ended(
            Times times,
            Outcome outcome,
            @Nullable String reason,
            @Nullable String note,
            boolean cleanedUp) implements JobState {
        Ended cleanUp() {
            return new Ended(times, outcome, reason, note, true);
        }

        @Override
        public String status() {
            return outcome.name();
        }

        @Override
        public String scheduleState() {
            return cleanedUp ? "DONE" : "ALIVE";
        }
    }
}
