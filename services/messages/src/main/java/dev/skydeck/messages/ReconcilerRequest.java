package dev.skydeck.messages;

/** What the reconciler answers. */
public sealed interface ReconcilerRequest<R> extends Request<R> {
    /** Looks at every experiment now. Answers when the pass was queued. */
    record ReconcileNow() implements ReconcilerRequest<Boolean> {}
}
