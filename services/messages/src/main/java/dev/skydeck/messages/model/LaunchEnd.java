package dev.skydeck.messages.model;

/** How a launch that is no longer open came to its end. */
public enum LaunchEnd {
    /** Its job reached a terminal status. */
    JOB_ENDED,
    /** It was never sent: too old, or no longer wanted. */
    UNSENT,
    /** SkyPilot refused it. */
    REFUSED,
    /** It was sent, and the evidence says that no job came of it. */
    NEVER_CREATED,
    /** Its job is gone from SkyPilot. */
    LOST
}
