package dev.skydeck.skypilot;

/** What became of a POST to SkyPilot. */
sealed interface SendOutcome {
    /** It was taken; the id leads to its result. */
    record Accepted(String requestId) implements SendOutcome {}

    /** SkyPilot's own answer says that it was not taken. */
    record Refused(String sentence) implements SendOutcome {}

    /** No byte of it left, or SkyPilot said to come again. */
    record NotSent(String sentence) implements SendOutcome {}

    /** It may or may not have been taken. */
    record Unclear(String sentence) implements SendOutcome {}
}
