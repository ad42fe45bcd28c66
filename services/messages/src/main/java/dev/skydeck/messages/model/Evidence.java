package dev.skydeck.messages.model;

/** What a look for a doubtful launch found at SkyPilot. */
public enum Evidence {
    /** A job with the launch's token is there; the observation that shows it was recorded first. */
    FOUND,
    /** The launch's request is still queued or running there. */
    REQUEST_ACTIVE,
    /** Requests and queue were both read whole, with positive control, and neither shows the token. */
    ABSENT,
    /** The look itself failed or was incomplete: it proves nothing. */
    UNCLEAR
}
