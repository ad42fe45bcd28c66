package dev.skydeck.skypilot;

import java.time.Duration;

/**
 * How long a server may take.
 *
 * @param write from the wish to ask to the first byte of ours; a reading may wait, what may start a job must not
 * @param answer to a request that answers at once
 * @param result of a request that is carried out meanwhile; a real server with much to do takes half a minute
 */
public record Patience(Duration write, Duration answer, Duration result) {
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(8), Duration.ofSeconds(30), Duration.ofMinutes(2));
}
