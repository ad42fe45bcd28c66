package dev.skydeck.messages;

import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.Launch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened. The bus may lose, double or delay events; they say what changed, never what to do about it.
 */
public sealed interface Event extends Message {
    /** How many missing jobs an observation names. */
    int MOST_MISSING = 1_000;

    /**
     * One revision of the store: everything that one commit changed. A listener that sees a gap between revisions reads
     * again.
     *
     * @param experiments whole rows, deleted ones with their mark
     * @param removedGroups ids
     * @param cut rows were left out because the event would have been too big: the listener reads again
     */
    record Changed(
            long revision,
            List<Experiment> experiments,
            List<Group> groups,
            List<String> removedGroups,
            List<Job> jobs,
            List<Launch> launches,
            List<CheckpointCount> checkpoints,
            boolean cut)
            implements Event {
        public Changed {
            experiments = List.copyOf(experiments);
            groups = List.copyOf(groups);
            removedGroups = List.copyOf(removedGroups);
            jobs = List.copyOf(jobs);
            launches = List.copyOf(launches);
            checkpoints = List.copyOf(checkpoints);
        }
    }

    /** How many checkpoints an experiment has after a change. */
    record CheckpointCount(long experimentId, @Nullable Long latestEpoch, int count) {}

    /**
     * An observation was committed, whether it changed anything or not.
     *
     * @param server the store's number of the server
     * @param cluster whether it is the queue of a cluster, and not that of the managed jobs
     * @param ageMillis time since the reading was asked for, when this event was sent
     * @param pauseMillis the pause between polls in force
     * @param missing ids of launches whose job a complete reading does not show although it must, at most {@value #MOST_MISSING}
     * @param shrunk the server shows fewer jobs than it had, so that another database may be behind its address; nothing was recorded
     */
    record Observed(
            long server,
            boolean cluster,
            ObservationRequest.Scope scope,
            boolean complete,
            long askedRevision,
            long ageMillis,
            long pauseMillis,
            long settleMillis,
            List<Long> missing,
            boolean shrunk)
            implements Event {
        public Observed {
            missing = List.copyOf(missing);
        }
    }

    /**
     * What a look for a doubtful launch found; published after any rows it saw were recorded.
     *
     * @param requestMissing SkyPilot does not know the launch's request, as after a restart of its server
     * @param requestActive SkyPilot still works on it, whether its job was found or not
     * @param ageMillis time since the look began
     * @param settleMillis the settle window of that server
     * @param reason one sentence
     */
    record LaunchEvidence(
            long launchId,
            Evidence evidence,
            boolean requestMissing,
            boolean requestActive,
            long ageMillis,
            long settleMillis,
            String reason)
            implements Event {}

    /**
     * How a source of ours does: {@code skypilot} or {@code s3}. Published after each try and every few seconds.
     *
     * @param ageMillis time since the last good reading; null before the first
     * @param intervalMillis the pause in force
     * @param error one sentence; null when the last try went well
     */
    record SourceReport(
            String source,
            @Nullable Long ageMillis,
            long intervalMillis,
            @Nullable String error) implements Event {}
}
