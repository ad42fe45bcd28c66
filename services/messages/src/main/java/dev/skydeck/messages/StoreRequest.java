package dev.skydeck.messages;

/**
 * What the store answers. Every write is acknowledged only after its commit, and fails with {@code NotFound},
 * {@code Conflict}, {@code Outdated} or {@code Invalid} having changed nothing.
 */
public sealed interface StoreRequest<R> extends Request<R>
        permits ExperimentRequest,
                BatchRequest,
                SweepRequest,
                ApplyRequest,
                GroupRequest,
                OrderRequest,
                TrashRequest,
                JobRequest,
                ClusterRequest,
                ServerRequest,
                CostRequest,
                LaunchRequest,
                HoldRequest,
                ObservationRequest,
                CheckpointRequest,
                MetricRequest,
                HistoryRequest,
                SavedViewRequest,
                TaskTemplateRequest,
                SettingRequest,
                FlagRequest,
                TokenRequest,
                FileRequest,
                InstallationRequest {}
