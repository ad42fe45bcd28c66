package dev.skydeck.messages.model;

/** What an experiment or a job is, in the eight words of the original's API. SkyPilot's exact word stands beside it. */
public enum CurrentState {
    INIT,
    PENDING,
    STARTING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    UNKNOWN
}
