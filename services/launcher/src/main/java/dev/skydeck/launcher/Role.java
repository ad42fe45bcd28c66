package dev.skydeck.launcher;

/** What a process can be. One process plays all of them, or several share them over the bus. */
enum Role {
    STORE(0),
    SKYPILOT(1),
    SYNCER(2),
    RECONCILER(3),
    GATEWAY(4);

    private final int slot;

    Role(int slot) {
        this.slot = slot;
    }

    /** Which of a cluster's loopback ports is its own, from 0. */
    int slot() {
        return slot;
    }
}
