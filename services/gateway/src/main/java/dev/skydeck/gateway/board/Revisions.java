package dev.skydeck.gateway.board;

/** The newest revision of the store that this process has heard of, from events and answers. */
public final class Revisions {
    private long newest;

    public void saw(long revision) {
        newest = Math.max(newest, revision);
    }

    /** Another file, or an older copy of it, was put under the store: counting starts again. */
    public void restart(long revision) {
        newest = revision;
    }

    public long newest() {
        return newest;
    }
}
