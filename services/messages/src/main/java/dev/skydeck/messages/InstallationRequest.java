package dev.skydeck.messages;

/** About the installation as a whole. */
public sealed interface InstallationRequest<R> extends StoreRequest<R> {

    /** Reads the store's header and counts. */
    record ReadInstallation() implements InstallationRequest<Installation> {}

    /**
     * @param instanceId lower-case letters and digits, made with the file
     * @param experiments not deleted
     * @param runningJobs jobs that have not ended
     * @param databasePath absolute
     */
    record Installation(
            String instanceId,
            long revision,
            int experiments,
            int runningJobs,
            int schemaVersion,
            String databasePath) {}
}
