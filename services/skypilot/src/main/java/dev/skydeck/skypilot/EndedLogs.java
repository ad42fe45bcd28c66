package dev.skydeck.skypilot;

import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.skypilot.logs.LogPlace;
import dev.skydeck.skypilot.logs.Logs;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has the logs of our own jobs kept when they are seen to have ended. */
final class EndedLogs implements ClusterPoll.OnReading {
    private final Logs logs;

    EndedLogs(Logs logs) {
        this.logs = logs;
    }

    /** Jobs that were known to have ended before were kept then, or are too old to be had. */
    @Override
    public void saw(@Nullable String cluster, ObservationStart start, Queue.Reading reading) {
        logs.connected(start.server(), cluster);
        Set<Long> wereAlive = Set.copyOf(start.aliveJobIds());
        for (ObservedJob row : reading.rows()) {
            if (row.recoveryCount() > 0) {
                logs.superseded(new JobKey(start.server(), row.jobId(), row.taskId()), row.recoveryCount() + 1);
            }
            boolean began = row.startedAt() != null;
            boolean ours = row.metadata().containsKey(LaunchToken.METADATA_KEY);
            if (ours && began && JobStatus.isTerminal(row) && wereAlive.contains(row.jobId()) && row.taskId() == 0) {
                logs.keep(new LogPlace(new JobKey(start.server(), row.jobId(), 0), row.recoveryCount() + 1));
            }
        }
    }
}
