package dev.skydeck.messages;

/**
 * A question or command to one service; each sealed family below is answered by one service, which may answer several.
 *
 * @param <R> the answer's type
 */
public sealed interface Request<R> extends Message
        permits StoreRequest, SkyPilotRequest, TaskRequest, LogRequest, SyncerRequest, ReconcilerRequest {}
