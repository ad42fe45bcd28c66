package dev.skydeck.messages;

import dev.skydeck.messages.model.Attempt;
import dev.skydeck.messages.model.CancelOutcome;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchOutcome;
import dev.skydeck.messages.model.Progress;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The launch protocol. Each is one transaction that compares before it writes, so a doubled or late message changes
 * nothing. Those with a lease epoch fail with {@code Conflict} when it is not the current one.
 */
public sealed interface LaunchRequest<R> extends StoreRequest<R> {

    /** Takes the reconciler's lease, or fails with {@code Conflict} naming the living holder. Answers the new epoch. */
    record TakeLease(LeaseHolder holder) implements LaunchRequest<Long> {}

    /** @param startedAt the process's start in epoch milliseconds, so that a reused pid is told apart */
    record LeaseHolder(String host, long pid, long startedAt, String instance) {}

    /** Keeps the lease; fails with {@code Conflict} when it was lost. */
    record RenewLease(long epoch) implements LaunchRequest<Boolean> {}

    /** Gives the lease back. */
    record ReleaseLease(long epoch) implements LaunchRequest<Boolean> {}

    /**
     * What the reconciler needs to decide, page by page in ascending id: every experiment that is not settled by its own
     * columns alone, deleted ones with an unresolved launch too.
     *
     * @param after id of the last one of the page before; 0 for the first
     * @param limit 1 to 200
     */
    record ReadViews(long after, int limit) implements LaunchRequest<ViewPage> {}

    /** One experiment's view, deleted or not. */
    record ReadView(long experimentId) implements LaunchRequest<View> {}

    record ViewPage(List<View> views, boolean more) {
        public ViewPage {
            views = List.copyOf(views);
        }
    }

    /**
     * @param launches the newest launch and every other that is open, late or unresolved, newest first
     * @param jobs the jobs bound to those launches, and adopted live ones; one row per job, tasks summed up
     * @param clusters those that its launches made, and the one that it names, as long as they are there
     * @param attempts of an experiment that its rules may launch again: the newest launch, and those before it with the same run
     *     request and the specification in force, newest first, at most {@value #MOST_ATTEMPTS}; else empty
     * @param progress how far it is, where a stop rule asks for it; else null
     * @param turns the limits that it has to wait for, if it is to be launched; empty when nothing limits it
     * @param revision the store's revision when this was read
     * @param lastWriteRevision the revision of our last launch or cancel for it: an observation asked before says nothing
     */
    record View(
            Experiment experiment,
            List<Launch> launches,
            List<Job> jobs,
            List<UsedCluster> clusters,
            List<Attempt> attempts,
            @Nullable Progress progress,
            List<Turn> turns,
            long revision,
            long lastWriteRevision) {
        public View {
            launches = List.copyOf(launches);
            jobs = List.copyOf(jobs);
            clusters = List.copyOf(clusters);
            attempts = List.copyOf(attempts);
            turns = List.copyOf(turns);
        }
    }

    /** How many attempts a view holds. */
    int MOST_ATTEMPTS = 200;

    /**
     * An experiment's place where something limits how many are launched.
     *
     * @param key of the limit
     * @param what it, in words, such as {@code the group LR runs at most 4 at once}
     * @param most that may be in use
     * @param open in use now
     * @param ahead of those that wait, too, and come first
     * @param need what it takes itself
     * @param strict nobody is launched before those ahead; otherwise they are only looked at first, since something else may keep
     *     them
     */
    record Turn(String key, String what, long most, long open, long ahead, long need, boolean strict) {
        /** The key of what limits money begins so; what is used then is millionths of a US dollar. */
        public static final String SPEND = "spend";

        /** Whether money is what it waits for, and no place among others. */
        public boolean waitsForMoney() {
            return key.startsWith(SPEND);
        }

        /** Whether it may be launched now. */
        public boolean hasCome() {
            return open + (strict ? ahead : 0) + need <= most;
        }
    }

    /**
     * @param hash SkyPilot's mark of this cluster, see {@link dev.skydeck.messages.model.ClusterIdentity}
     * @param status SkyPilot's word, such as {@code UP}
     * @param ours it may be stopped and taken down, see {@link dev.skydeck.messages.model.Cluster}
     * @param shared another experiment is wanted to run on it, or has a job there
     * @param named the experiment names it now
     * @param trouble why SkyPilot did not end it when it was last asked to; null when there is nothing to say
     */
    record UsedCluster(
            String name,
            String hash,
            String status,
            boolean ours,
            boolean shared,
            boolean named,
            @Nullable String trouble) {}

    /**
     * Opens a launch: INTENT with a new token. Fails with {@code Conflict} when the desired state or the specification
     * changed, a launch is open, the newest launch is not the one that the asker saw, or no run request asks for it and the rules do
     * not allow it.
     *
     * @param newestLaunch id of the newest launch that the asker saw; 0 for none
     * @param reason why it is launched though nobody asked, one sentence; null when a run request asked for it
     */
    record OpenLaunch(
            long epoch,
            long experimentId,
            long specRevision,
            long newestLaunch,
            @Nullable String reason) implements LaunchRequest<Launch> {}

    /**
     * Moves an INTENT to SENT for this attempt, at most 8 s after the intent was committed or renewed by the store's own
     * clock. Fails with {@code Conflict} when it is too old, was claimed, or is no longer wanted: then nothing may be sent.
     *
     * <p>The same claim again is answered as before, whenever it comes.
     *
     * @param claim unique to this try of the sender: it goes back with the outcome
     * @param serverUrl where the sender is about to send it
     */
    record ClaimSend(long launchId, int attempt, String claim, String serverUrl) implements LaunchRequest<Launch> {}

    /** Starts the 8 s of an unsent INTENT again. */
    record RenewIntent(long epoch, long launchId, int attempt) implements LaunchRequest<Launch> {}

    /**
     * Records what came of a claim. Outcomes of other attempts and claims are ignored: a sender whose claim was not taken knows
     * nothing of what another one sent. Terminal states are never left by it.
     */
    record RecordLaunchOutcome(long launchId, int attempt, String claim, LaunchOutcome outcome)
            implements LaunchRequest<Launch> {}

    /** Ends an open launch whose absence is proven. Fails with {@code Conflict} when it is LIVE or was claimed meanwhile. */
    record AbandonLaunch(long epoch, long launchId, LaunchEnd end, String reason) implements LaunchRequest<Launch> {}

    /**
     * A person has looked at SkyPilot and says that no job came of the experiment's doubtful launch: it is ended as never created.
     * Fails with {@code Conflict} when there is none, or when it was sent less than a minute ago.
     */
    record DeclareAbsent(Command command, long experimentId) implements LaunchRequest<Written<Experiment>> {}

    /**
     * Stops an experiment because a rule of it is met. Fails with {@code Conflict} when it is no longer wanted to run, or its rules
     * or its run request are others by now.
     *
     * @param reason which rule, and by what, one sentence
     */
    record StopByRule(long epoch, long experimentId, long runRequest, StopRules stop, String reason)
            implements LaunchRequest<Experiment> {}

    /**
     * Records the decision to cancel, before anything is sent. Fails with {@code Conflict} when the desired state is no
     * longer the one that the decision was made for, except for surplus duplicates.
     */
    record RecordCancel(long epoch, long launchId, DesiredState decidedFor, boolean duplicate, String reason)
            implements LaunchRequest<Launch> {}

    /** Records what came of handing a cancel to SkyPilot. */
    record RecordCancelOutcome(long launchId, CancelOutcome outcome) implements LaunchRequest<Launch> {}

    /** Replaces the conditions of an experiment; moves no revision when they are the same. */
    record SetConditions(long epoch, long experimentId, List<ConditionReport> conditions)
            implements LaunchRequest<Experiment> {
        public SetConditions {
            conditions = List.copyOf(conditions);
        }
    }
}
