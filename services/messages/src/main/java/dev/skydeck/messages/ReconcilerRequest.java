package dev.skydeck.messages;

import dev.skydeck.messages.model.Explanation;

/** What the reconciler answers. */
public sealed interface ReconcilerRequest<R> extends Request<R> {
    /** Looks at every experiment now. Answers when the pass was queued. */
    record ReconcileNow() implements ReconcilerRequest<Boolean> {}

    /** What would be done about the experiment now, and why. Fails with {@code NotFound}, and with {@code Unavailable} without the lease. */
    record Explain(long experimentId) implements ReconcilerRequest<Explanation> {}
}
