package dev.skydeck.messages;

import java.time.Instant;

/** What the syncer answers. */
public sealed interface SyncerRequest<R> extends Request<R> {
    /** Lists every experiment's prefix now, or joins the pass in flight. Answers when it was taken up. */
    record SyncNow() implements SyncerRequest<Boolean> {}

    /**
     * Signs a link with which anybody can download a file for a while. Fails with {@code Conflict} if no bucket is configured or the file
     * is in another one.
     *
     * @param uri {@code s3://bucket/key}
     * @param seconds 1 to 604,800: how long it works
     */
    record SignLink(String uri, int seconds) implements SyncerRequest<SignedLink> {}

    /** @param expiresAt when it stops to work */
    record SignedLink(String url, Instant expiresAt) {}
}
