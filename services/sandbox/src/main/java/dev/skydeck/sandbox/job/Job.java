package dev.skydeck.sandbox.job;

/** A job at one moment. */
public record Job(JobRecord record, JobState state) {
    public int id() {
        return record.id();
    }

    public boolean over() {
        return state instanceof JobState.Ended;
    }
}
