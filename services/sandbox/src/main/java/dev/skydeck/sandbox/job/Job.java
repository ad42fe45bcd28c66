package dev.skydeck.sandbox.job;

/** A job at one moment. */
public record Job(JobRecord record, JobState state) {
    public int id() {
        return record.id();
    }

    /** Over, and nothing of its processes is left. */
    public boolean cleanedUp() {
        return state instanceof JobState.Ended ended && ended.cleanedUp();
    }

    public boolean over() {
        return state instanceof JobState.Ended;
    }
}
