package dev.skydeck.messages;

/** What the syncer answers. */
public sealed interface SyncerRequest<R> extends Request<R> {
    /** Lists every experiment's prefix now, or joins the pass in flight. Answers when it was taken up. */
    record SyncNow() implements SyncerRequest<Boolean> {}
}
