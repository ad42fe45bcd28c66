package dev.skydeck.sandbox.job;

/** How a job ended, in SkyPilot's words. */
public enum Outcome {
    SUCCEEDED(0),
    FAILED(100),
    FAILED_SETUP(100),
    FAILED_PRECHECKS(100),
    FAILED_NO_RESOURCE(100),
    /** Its process is gone and left no exit code. */
    FAILED_DRIVER(100),
    CANCELLED(103);

    private final int logsCode;

    Outcome(int logsCode) {
        this.logsCode = logsCode;
    }

    /** What {@code /jobs/logs} and {@code /logs} return for such a job, as recorded. */
    public int logsCode() {
        return logsCode;
    }
}
