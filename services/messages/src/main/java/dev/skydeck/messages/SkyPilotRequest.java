package dev.skydeck.messages;

import dev.skydeck.messages.model.AdoptedJob;
import org.jspecify.annotations.Nullable;

/** What the SkyPilot service answers: each says only that the work was taken up; what came of it is recorded in the store. */
public sealed interface SkyPilotRequest<R> extends Request<R> {

    /** Claims that attempt of the launch and sends it. Answers true once the claim was taken; false when it was refused. */
    record LaunchJob(long launchId, int attempt) implements SkyPilotRequest<Boolean> {}

    /**
     * Sends a cancel for the job of that launch, after a look by id has shown the launch's token since the connection was
     * last lost.
     *
     * @param cluster the cluster that it runs on; null for a managed job
     * @param adopted what it must look like instead of carrying the token; null for one that a launch of ours made
     */
    record CancelJob(
            long launchId,
            long server,
            long jobId,
            String token,
            @Nullable String cluster,
            @Nullable AdoptedJob adopted)
            implements SkyPilotRequest<Boolean> {
        /** For a job that a launch of ours made. */
        public CancelJob(long launchId, long server, long jobId, String token, @Nullable String cluster) {
            this(launchId, server, jobId, token, cluster, null);
        }
    }

    /**
     * Has a cluster stopped or taken down, after a look has shown that it is still the one of that hash. What comes of it is
     * recorded with {@link ClusterRequest.RecordClusterOutcome}.
     *
     * @param down false only stops it
     */
    record EndCluster(String name, String hash, boolean down) implements SkyPilotRequest<Boolean> {}

    /** Looks for a doubtful launch: requests first, then the queue by name, then a control job. Publishes {@link Event.LaunchEvidence}. */
    record LookUpLaunch(long launchId) implements SkyPilotRequest<Boolean> {}

    /** Polls at once, or joins the poll in flight. Answers when it was taken up. */
    record PollNow(boolean whole) implements SkyPilotRequest<Boolean> {}
}
