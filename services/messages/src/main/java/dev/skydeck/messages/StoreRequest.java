package dev.skydeck.messages;

/**
 * What the store answers. Every write is acknowledged only after its commit, and fails with {@code NotFound},
 * {@code Conflict} or {@code Invalid} having changed nothing.
 */
public sealed interface StoreRequest<R> extends Request<R>
        permits ExperimentRequest,
                GroupRequest,
                JobRequest,
                LaunchRequest,
                ObservationRequest,
                CheckpointRequest,
                InstallationRequest {}
