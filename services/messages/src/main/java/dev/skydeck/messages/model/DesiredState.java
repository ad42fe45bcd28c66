package dev.skydeck.messages.model;

/** What the user wants of an experiment. */
public enum DesiredState {
    /** One job runs it. */
    RUNNING,
    /** No job runs it; it may be started again. */
    STOPPED,
    /** No job runs it, for good; setting another state reopens it. */
    TERMINATED
}
