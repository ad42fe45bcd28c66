package dev.skydeck.launcher;

/** What a process can be. One process plays all of them, or several share them over the bus. */
enum Role {
    STORE,
    SKYPILOT,
    SYNCER,
    RECONCILER,
    GATEWAY
}
