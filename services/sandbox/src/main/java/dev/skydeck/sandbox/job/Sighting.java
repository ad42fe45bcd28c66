package dev.skydeck.sandbox.job;

/** What the folder of an attempt and {@code /proc} say about its process. */
sealed interface Sighting {
    /** No wrapper took the attempt. */
    record NotTaken() implements Sighting {}

    /** Taken at that time (epoch seconds); it runs, or is about to say which process it is. */
    record Alive(double takenAt, boolean known, boolean settingUp) implements Sighting {}

    /** Ran from {@code takenAt} to {@code endedAt}; {@code setup} tells which phase ended it. */
    record Exited(double takenAt, double endedAt, boolean setup, int code) implements Sighting {}

    /** Taken, but its process is gone and left no exit code: it was killed, or the machine stopped. */
    record Vanished(double takenAt) implements Sighting {}
}
