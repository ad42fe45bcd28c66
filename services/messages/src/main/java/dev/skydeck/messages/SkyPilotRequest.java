package dev.skydeck.messages;

/** What the SkyPilot service answers: each says only that the work was taken up; what came of it is recorded in the store. */
public sealed interface SkyPilotRequest<R> extends Request<R> {

    /** Claims that attempt of the launch and sends it. Answers true once the claim was taken; false when it was refused. */
    record LaunchJob(long launchId, int attempt) implements SkyPilotRequest<Boolean> {}

    /**
     * Sends a cancel for the job of that launch, after a look by id has shown the launch's token since the connection was
     * last lost.
     */
    record CancelJob(long launchId, long server, long jobId, String token) implements SkyPilotRequest<Boolean> {}

    /** Looks for a doubtful launch: requests first, then the queue by name, then a control job. Publishes {@link Event.LaunchEvidence}. */
    record LookUpLaunch(long launchId) implements SkyPilotRequest<Boolean> {}

    /** Polls at once, or joins the poll in flight. Answers when it was taken up. */
    record PollNow(boolean whole) implements SkyPilotRequest<Boolean> {}
}
