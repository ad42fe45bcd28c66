package dev.skydeck.skypilot;

import java.time.Duration;

/**
 * How long a server may take.
 *
 * @param write from the wish to ask to the first byte of ours; a reading may wait, what may start a job must not
 * @param answer to a request that answers at once
 * @param result of a request that is carried out meanwhile; a real server with much to do takes half a minute
 * @param settle how long nothing must be seen of a launch before that proves that there is none: longer than a request may be
 *     under way, with a server's restart in between. The sandbox says itself what it needs
 */
public record Patience(Duration write, Duration answer, Duration result, Duration settle) {
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(8), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(3));

    /** The same with another settle window. */
    public Patience settlingIn(Duration value) {
        return new Patience(write, answer, result, value);
    }
}
