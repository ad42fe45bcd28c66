package dev.skydeck.sandbox.cluster;

import dev.skydeck.sandbox.task.TaskSpec;

/** What a SkyPilot server would refuse, with the type name of the Python exception it would raise. */
public final class ClusterRefused extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";

    private final String type;

    private ClusterRefused(String type, String message) {
        super(message);
        this.type = type;
    }

    /** Name of the Python exception. */
    public String type() {
        return type;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    static ClusterRefused name(String name, String regex) {
        return new ClusterRefused(
                "InvalidClusterNameError",
                "Cluster name \"" + name + "\" is invalid; ensure it is fully matched by regex (e.g., only contains "
                        + "letters, numbers and dash): " + regex);
    }

    /** What {@code /stop}, {@code /start} and {@code /down} say. */
    static ClusterRefused unknown(String name) {
        return new ClusterRefused("ClusterDoesNotExist", "Cluster '" + name + "' does not exist.");
    }

    /** What all others say. */
    static ClusterRefused notFound(String name) {
        return new ClusterRefused("ClusterDoesNotExist", YELLOW + "Cluster '" + name + "' does not exist." + PLAIN);
    }

    /** @param operation as in {@code Getting the job queue} */
    static ClusterRefused notUp(Cluster cluster, String operation) {
        String name = cluster.name();
        ClusterState.Status status = cluster.state().status();
        String hint = status == ClusterState.Status.INIT
                ? PLAIN + " Wait for a launch to finish, or use this command to try to transition the cluster to UP: "
                        + BOLD + "sky start " + name + PLAIN
                : "";
        return new ClusterRefused(
                "ClusterNotUpError",
                YELLOW + operation + ": skipped for cluster '" + name + "' (status: " + status
                        + "). It is only allowed for UP and AUTOSTOPPING clusters." + hint + PLAIN);
    }

    static ClusterRefused mismatch(TaskSpec wanted, ClusterRecord existing) {
        return new ClusterRefused(
                "ResourcesMismatchError",
                "Requested resources do not match the existing cluster.\n  Requested:\t" + wanted.resources()
                        + "\n  Existing:\t" + existing.task().resources()
                        + "\nTo fix: specify a new cluster name, or down the existing cluster first: sky down "
                        + existing.name());
    }

    static ClusterRefused noResources(String reason) {
        return new ClusterRefused("ResourcesUnavailableError", reason);
    }

    /** A cancel that names jobs and wants all too. */
    public static ClusterRefused bothAllAndIds() {
        return new ClusterRefused("NotSupportedError", "Cannot specify both --all and job IDs.");
    }

    static ClusterRefused withdrawn() {
        return new ClusterRefused("RequestCancelled", "The request was cancelled.");
    }
}
