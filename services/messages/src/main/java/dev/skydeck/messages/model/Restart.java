package dev.skydeck.messages.model;

/** Which ended jobs are launched again though nobody asked. */
public enum Restart {
    /** None but those that SkyPilot's infrastructure failed, as often as {@link RunRules#infraRetries} says. */
    NEVER("never"),
    /** Those that failed. */
    ON_FAILURE("on-failure"),
    /** Those that ended well, too. */
    ALWAYS("always");

    private final String word;

    Restart(String word) {
        this.word = word;
    }

    /** How people and programs call it. */
    public String word() {
        return word;
    }
}
