package dev.skydeck.messages.model;

/** What a sweep as a whole does. */
public enum SweepState {
    /** Some member is wanted to run and not all are done. */
    RUNNING,
    /** Not all members are done, and none of them is wanted to run. */
    STOPPED,
    /** Every member succeeded, failed or is terminated, or there is none left. */
    DONE,
    /** Every member is terminated. */
    TERMINATED
}
