package dev.skydeck.gateway.access;

/**
 * What a request shows to say whose it is.
 *
 * @param hash of the secret; the secret itself is not kept
 */
public record Credential(Kind kind, String hash) {
    /** Where it came from. */
    public enum Kind {
        /** A token in the header {@code Authorization}. */
        BEARER,
        /** A browser's session in its cookie. */
        SESSION
    }

    @Override
    public String toString() {
        return kind + " ***";
    }
}
