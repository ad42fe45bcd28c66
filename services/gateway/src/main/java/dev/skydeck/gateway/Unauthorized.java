package dev.skydeck.gateway;

/** What was shown opens nothing; why is not said. */
final class Unauthorized extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unauthorized() {
        super("no token that works", null, false, false);
    }
}
