package dev.skydeck.messages;

import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.messages.model.ServerIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Readings of SkyPilot's queue on their way into the store. */
public sealed interface ObservationRequest<R> extends StoreRequest<R> {

    /** Asked before a poll begins: what the store knows now, to compare the answer with. Registers a server seen first. */
    record BeginObservation(ServerIdentity server) implements ObservationRequest<ObservationStart> {}

    /**
     * @param revision goes back with the observation: writes after it are not in the answer
     * @param server the store's number of that server
     * @param aliveJobIds jobs of that server that the store holds for alive
     * @param control the newest job that must be there; empty when no job of that server is known
     * @param totalNoFilter the highest total seen on that server; -1 for none
     * @param unresolved the launches that can be looked for: those that may have made a job not seen yet, and those whose job is
     *     pending and not worked on
     */
    record ObservationStart(
            long revision,
            long server,
            List<Long> aliveJobIds,
            Optional<ControlJob> control,
            long totalNoFilter,
            List<UnresolvedLaunch> unresolved) {
        public ObservationStart {
            aliveJobIds = List.copyOf(aliveJobIds);
            unresolved = List.copyOf(unresolved);
        }
    }

    /** @param submittedAt null while it was PENDING */
    record ControlJob(long jobId, String name, @Nullable Instant submittedAt) {}

    /**
     * @param requestId SkyPilot's id of its launch request; null when unknown
     * @param cluster the cluster that it was sent to; null for a managed job
     */
    record UnresolvedLaunch(
            long launchId,
            String token,
            String jobName,
            @Nullable String requestId,
            @Nullable String cluster) {}

    /** How much of the queue a reading asked for. */
    enum Scope {
        /** Every job, ended ones too. */
        WHOLE,
        /** Every job that has not ended. */
        ALIVE,
        /** Some jobs, by id or name. */
        SOME
    }

    /**
     * One chunk of an observation; chunks are staged and committed together with the last. Rows that carry a launch's
     * token bind it. Absence never ends a job.
     *
     * @param observationId unique per observation, the same in all its chunks
     * @param askedRevision {@link ObservationStart#revision()}
     * @param ageMillis time since the reading was asked for, when this chunk was sent
     * @param complete whether rows are all that the server has in this scope, with positive control
     * @param chunk from 0
     * @param rows at most 500
     * @param totalNoFilter how many jobs the server says it has; null when it did not say
     * @param pauseMillis the pause between polls in force
     * @param settleMillis the settle window of that server
     */
    record RecordObservation(
            String observationId,
            ServerIdentity server,
            Scope scope,
            long askedRevision,
            long ageMillis,
            boolean complete,
            int chunk,
            int chunks,
            List<ObservedJob> rows,
            @Nullable Long totalNoFilter,
            long pauseMillis,
            long settleMillis)
            implements ObservationRequest<ObservationRecorded> {
        /** @throws IllegalArgumentException if there are more than 500 rows */
        public RecordObservation {
            rows = List.copyOf(rows);
            if (rows.size() > 500) {
                throw new IllegalArgumentException("an observation's chunk has at most 500 rows");
            }
        }
    }

    /** @param changedJobs number of jobs whose row changed; 0 before the last chunk */
    record ObservationRecorded(long revision, int changedJobs) {}
}
