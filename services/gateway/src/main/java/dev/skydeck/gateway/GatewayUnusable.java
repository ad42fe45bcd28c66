package dev.skydeck.gateway;

/** The gateway cannot start, with one sentence for the person who started it. */
public final class GatewayUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GatewayUnusable(String sentence) {
        super(sentence);
    }

    GatewayUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
