package dev.skydeck.skypilot;

/** A reading of SkyPilot failed, with one sentence for a person. It says nothing about jobs. */
class ReadFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean login;

    ReadFailed(String sentence) {
        this(sentence, false);
    }

    /** @param login the server wants us to log in */
    ReadFailed(String sentence, boolean login) {
        super(sentence, null, false, false);
        this.login = login;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    /** Whether a new login would mend it. */
    boolean isLogin() {
        return login;
    }
}
