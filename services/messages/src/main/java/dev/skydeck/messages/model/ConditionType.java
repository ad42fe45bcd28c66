package dev.skydeck.messages.model;

/** Why an experiment is not where it should be, or why nothing more will happen to it. */
public enum ConditionType {
    Stale,
    LaunchAmbiguous,
    LaunchRefused,
    Backoff,
    CrashLoop,
    Completed,
    StopRule,
    ConfigDrift,
    Conflict,
    Duplicate,
    SlowCancel,
    SlowStart,
    Lost,
    ExternallyCancelled,
    BudgetHold,
    Paused,
    Imported,
    Restored,
    ServerReplaced,
    StuckLaunch,
    ControllerBlind,
    Failed,
    Waiting,
    ClusterRemains,
    Deleting
}
