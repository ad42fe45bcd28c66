package dev.skydeck.messages.model;

/** The life of a launch, our attempt to make a job. */
public enum LaunchState {
    /** Committed, certainly not sent. */
    INTENT,
    /** Claimed by a sender: the request may have reached SkyPilot. */
    SENT,
    /** Its job was seen. */
    LIVE,
    /** Its job ended. */
    CLOSED,
    /** No job came of it, or it was lost. */
    ABANDONED,
    /** A job turned up after it had been abandoned. */
    LATE;

    /** Open launches block another launch of the same experiment: one open launch per experiment, ever. */
    public boolean isOpen() {
        return this == INTENT || this == SENT || this == LIVE;
    }
}
