package dev.skydeck.sandbox;

/** A sandbox that can't start, with a sentence for the person who started it. */
public final class SandboxRefused extends Exception {
    private static final long serialVersionUID = 1L;

    SandboxRefused(String message) {
        super(message);
    }
}
