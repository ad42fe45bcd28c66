package dev.skydeck.reconciler;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.LaunchRequest.Turn;
import dev.skydeck.messages.LaunchRequest.UsedCluster;
import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.Attempt;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Explanation;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.messages.model.Progress;
import dev.skydeck.messages.model.RunRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A case of the state table, put together step by step: what the store shows, what was seen, what time it is. */
final class Given {
    static final long EXPERIMENT = 7;
    static final long SERVER = 1;
    /** The cluster's number, when the experiment runs on one. */
    static final long CLUSTER = 2;

    static final long SETTLE_MILLIS = 180_000;
    static final Instant THEN = Instant.parse("2026-11-01T12:00:00Z");

    private final DesiredState desired;
    private final List<Launch> launches = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private final List<UsedCluster> clusters = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private RunRules rules = RunRules.DEFAULT;
    private long specRevision = 3;
    private @Nullable Progress progress;
    private @Nullable String stopReason;
    private long runRequest = 1;
    private ExperimentSpec spec = spec("python train.py");
    private @Nullable ConditionType hold;
    private boolean deleted;
    private long lastWriteRevision = 10;
    private long nowNanos = Duration.ofHours(1).toNanos();
    private final Memory memory = new Memory(nowNanos);
    private long settleMillis = SETTLE_MILLIS;
    private long jobServer = SERVER;
    private boolean adopted;
    private Map<String, String> metadata = Map.of();

    private Given(DesiredState desired) {
        this.desired = desired;
    }

    /** An experiment that was asked to run once, long after the start, with the boot barrier passed a moment ago. */
    static Given desired(DesiredState desired) {
        Given given = new Given(desired);
        given.pass(Duration.ofHours(1));
        return given.observed(Scope.WHOLE);
    }

    static Given beforeAnyReading(DesiredState desired) {
        Given given = new Given(desired);
        given.pass(Duration.ofHours(1));
        return given;
    }

    static ExperimentSpec spec(String baseCommand) {
        return new ExperimentSpec(
                "exp", baseCommand, null, null, Flags.NONE, 1, 1, "H100", null, null, true, null, null, false);
    }

    /** Jobs from here on carry the token of another installation. */
    Given foreignToken() {
        metadata = Map.of(LaunchToken.METADATA_KEY, "sd1:elsewhere:1:1:aaaaaaaaaaaaa");
        return this;
    }

    /** Launches from here on were adopted: their jobs carry no token of ours. */
    Given adopted() {
        adopted = true;
        return this;
    }

    /** It names the cluster dev, on which its jobs are. */
    Given onCluster(boolean stop) {
        ExperimentSpec named = spec;
        spec = new ExperimentSpec(
                named.name(),
                named.baseCommand(),
                null,
                null,
                Flags.NONE,
                1,
                1,
                "H100",
                null,
                null,
                true,
                null,
                "dev",
                stop);
        jobServer = CLUSTER;
        return this;
    }

    Given rules(RunRules value) {
        rules = value;
        return this;
    }

    /** The launches so far count as attempts that ended so, the newest first; each ran for so long. */
    Given attempts(Attempt... newestFirst) {
        attempts.addAll(List.of(newestFirst));
        return this;
    }

    Given specRevision(long value) {
        specRevision = value;
        return this;
    }

    Given progress(Progress value) {
        progress = value;
        return this;
    }

    Given stoppedByRule(String reason) {
        stopReason = reason;
        return this;
    }

    /** A group that runs so many at once. */
    Given turn(int most, int open, int ahead) {
        turns.add(new Turn("group 1", "the group LR runs at most " + most + " at once", most, open, ahead, 1, true));
        return this;
    }

    /** So many dollars may be spent, and were. */
    Given spent(long most, long spent) {
        turns.add(new Turn(Turn.SPEND, "$" + spent + " of the $" + most + " are spent", most, spent, 0, 1, false));
        return this;
    }

    Given clusterObserved() {
        memory.observed(
                new Event.Observed(CLUSTER, true, Scope.WHOLE, true, 100, 0, 10_000, settleMillis, List.of(), false),
                nowNanos);
        return this;
    }

    /** The cluster dev is there. */
    Given cluster(String status, boolean ours, boolean shared) {
        clusters.add(new UsedCluster("dev", "hash", status, ours, shared, true, null));
        return this;
    }

    /** A cluster that its launches made, and that it no longer names. */
    Given formerCluster(String status) {
        clusters.add(new UsedCluster("old", "old-hash", status, true, false, false, null));
        return this;
    }

    Given endAsked(boolean down) {
        memory.endAsked(new Knowledge.ClusterEnd("hash", down), nowNanos);
        return this;
    }

    Given sandbox() {
        settleMillis = 3_000;
        return observed(Scope.WHOLE);
    }

    Given runRequest(long number) {
        runRequest = number;
        return this;
    }

    Given edited() {
        spec = spec("python other.py");
        return this;
    }

    Given hold(ConditionType type) {
        hold = type;
        return this;
    }

    Given deleted() {
        deleted = true;
        return this;
    }

    Given lastWrite(long revision) {
        lastWriteRevision = revision;
        return this;
    }

    Given pass(Duration duration) {
        nowNanos += duration.toNanos();
        return this;
    }

    Given observed(Scope scope) {
        memory.observed(
                new Event.Observed(SERVER, false, scope, true, 100, 0, 10_000, settleMillis, List.of(), false),
                nowNanos);
        return this;
    }

    Given observedServer(long server) {
        memory.observed(
                new Event.Observed(server, false, Scope.WHOLE, true, 100, 0, 10_000, settleMillis, List.of(), false),
                nowNanos);
        return this;
    }

    /** A complete reading does not show the newest launch's job; the next is asked for after that time. */
    Given missing(Duration next) {
        viewed();
        memory.observed(
                new Event.Observed(
                        jobServer,
                        jobServer == CLUSTER,
                        Scope.ALIVE,
                        true,
                        100,
                        0,
                        10_000,
                        settleMillis,
                        List.of(newest().id()),
                        false),
                nowNanos);
        return pass(next);
    }

    /** The server shows fewer jobs than it had. */
    Given shrunk() {
        memory.observed(
                new Event.Observed(SERVER, false, Scope.WHOLE, false, 100, 0, 10_000, settleMillis, List.of(), true),
                nowNanos);
        return this;
    }

    Given partlyObserved() {
        memory.observed(
                new Event.Observed(SERVER, false, Scope.WHOLE, false, 100, 0, 10_000, settleMillis, List.of(), false),
                nowNanos);
        return this;
    }

    /** The newest launch so far, without a job. */
    Given launch(LaunchState state) {
        return launch(state, 1, null, null, null);
    }

    Given launch(
            LaunchState state,
            long servedRequest,
            @Nullable LaunchEnd end,
            @Nullable Long jobId,
            @Nullable String reason) {
        long id = launches.size() + 1L;
        boolean sent = state != LaunchState.INTENT && end != LaunchEnd.UNSENT;
        launches.add(
                0,
                new Launch(
                        id,
                        EXPERIMENT,
                        id,
                        token(EXPERIMENT, id),
                        "exp-abcdef",
                        state,
                        1,
                        servedRequest,
                        jobServer == SERVER ? spec("python train.py") : spec,
                        sent ? jobServer : null,
                        sent ? "request-" + id : null,
                        jobId,
                        false,
                        0,
                        end,
                        null,
                        reason,
                        THEN,
                        sent ? THEN : null,
                        null,
                        adopted));
        return this;
    }

    /** A launch whose job has that status; the launch is closed when the job has ended. */
    Given job(long jobId, String status) {
        return job(jobId, status, null, null, null);
    }

    Given job(
            long jobId,
            String status,
            @Nullable Instant submittedAt,
            @Nullable String scheduleState,
            @Nullable String words) {
        ObservedJob row = row(jobId, status, submittedAt, scheduleState, words);
        launch(JobStatus.isTerminal(row) ? LaunchState.CLOSED : LaunchState.LIVE, 1, null, jobId, null);
        Launch made = newest();
        jobs.add(new Job(
                new JobKey(jobServer, jobId, 0),
                EXPERIMENT,
                "exp",
                null,
                made.id(),
                JobStatus.state(row),
                null,
                THEN,
                "python train.py",
                1,
                1,
                row,
                null,
                null));
        return this;
    }

    Given foreignJob(long jobId, String status) {
        ObservedJob row = row(jobId, status, null, null, null);
        jobs.add(new Job(
                new JobKey(jobServer, jobId, 0),
                EXPERIMENT,
                "exp",
                null,
                null,
                JobStatus.state(row),
                null,
                THEN,
                null,
                1,
                1,
                row,
                null,
                null));
        return this;
    }

    Given late() {
        Launch l = newest();
        return replace(copy(l, LaunchState.LATE, l.attempt(), l.requestId(), l.cancelRecorded(), l.cancelAttempts()));
    }

    Given attempt(int attempt) {
        Launch l = newest();
        return replace(copy(l, l.state(), attempt, l.requestId(), l.cancelRecorded(), l.cancelAttempts()));
    }

    Given withoutRequestId() {
        Launch l = newest();
        return replace(copy(l, l.state(), l.attempt(), null, l.cancelRecorded(), l.cancelAttempts()));
    }

    /** A cancel of the newest launch was recorded and handed over so often. */
    Given cancelRecorded(int handedOver) {
        Launch l = newest();
        return replace(copy(l, l.state(), l.attempt(), l.requestId(), true, handedOver));
    }

    Given cancelAsked() {
        memory.cancelAsked(newest(), nowNanos);
        return this;
    }

    Given opened() {
        memory.opened(newest(), false, nowNanos);
        return this;
    }

    Given sendAsked() {
        memory.asked(newest(), newest().attempt(), nowNanos);
        return this;
    }

    Given sendFailed() {
        memory.sendFailed(newest(), newest().attempt(), nowNanos);
        return this;
    }

    Given renewalRefused() {
        memory.unrenewable(newest(), newest().attempt(), nowNanos);
        return this;
    }

    Given lookAsked() {
        memory.lookAsked(newest(), nowNanos);
        return this;
    }

    Given looked(Evidence evidence, boolean requestMissing) {
        memory.viewed(view(), nowNanos);
        memory.evidence(
                new Event.LaunchEvidence(
                        newest().id(),
                        evidence,
                        requestMissing,
                        evidence == Evidence.REQUEST_ACTIVE,
                        0,
                        settleMillis,
                        "so"),
                nowNanos);
        return this;
    }

    /** A look that finds the job, and that SkyPilot still works on its launch. */
    Given workedOn() {
        memory.viewed(view(), nowNanos);
        memory.evidence(
                new Event.LaunchEvidence(newest().id(), Evidence.FOUND, false, true, 0, settleMillis, "so"), nowNanos);
        return this;
    }

    /** Looks that find nothing, 30 s apart, the first now. */
    Given absent(int looks) {
        for (int i = 0; i < looks; i++) {
            if (i > 0) {
                pass(Duration.ofSeconds(30));
            }
            looked(Evidence.ABSENT, true);
        }
        return observed(Scope.ALIVE);
    }

    Given relaunched(int times) {
        for (int i = 0; i < times; i++) {
            Launch launch = copy(newest(), LaunchState.SENT, 1, null, false, 0);
            memory.opened(launch, true, nowNanos);
            memory.claimed(launch, nowNanos);
        }
        return this;
    }

    Given viewed() {
        memory.viewed(view(), nowNanos);
        return this;
    }

    Decision decide() {
        View view = view();
        return StateTable.decide(view, knowledge(), Policy.DEFAULT, nowNanos);
    }

    Explanation explain() {
        Decision decision = decide();
        return Explanations.of(view(), memory.knowledge(EXPERIMENT, nowNanos), decision, Optional.empty(), nowNanos);
    }

    Set<Long> nextInTurn(int few) {
        return memory.nextInTurn(few);
    }

    Knowledge knowledge() {
        return memory.knowledge(EXPERIMENT, nowNanos);
    }

    Launch newest() {
        return launches.get(0);
    }

    View view() {
        return view(EXPERIMENT);
    }

    private View view(long id) {
        Experiment experiment = new Experiment(
                id,
                spec,
                desired,
                CurrentState.INIT,
                null,
                runRequest,
                specRevision,
                Annotations.NONE,
                new BoardPlace(null, 0, false, false),
                hold,
                deleted,
                null,
                null,
                THEN,
                THEN,
                null,
                null,
                List.of(),
                0,
                rules,
                stopReason,
                null,
                null,
                null);
        return new View(experiment, launches, jobs, clusters, attempts, progress, turns, 100, lastWriteRevision);
    }

    static String token(long experiment, long sequence) {
        return new LaunchToken("inst", experiment, sequence, "abcdefghijklm").text();
    }

    private Given replace(Launch launch) {
        launches.set(0, launch);
        return this;
    }

    private ObservedJob row(
            long jobId,
            String status,
            @Nullable Instant submittedAt,
            @Nullable String scheduleState,
            @Nullable String words) {
        return new ObservedJob(
                jobId,
                0,
                "exp-abcdef",
                status,
                scheduleState,
                submittedAt,
                null,
                null,
                null,
                0,
                words,
                words,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                metadata,
                JobFacts.NONE);
    }

    private static Launch copy(
            Launch l,
            LaunchState state,
            int attempt,
            @Nullable String requestId,
            boolean cancelRecorded,
            int cancelAttempts) {
        return new Launch(
                l.id(),
                l.experimentId(),
                l.sequence(),
                l.token(),
                l.jobName(),
                state,
                attempt,
                l.runRequest(),
                l.spec(),
                l.server(),
                requestId,
                l.jobId(),
                cancelRecorded,
                cancelAttempts,
                l.end(),
                l.endStatus(),
                l.reason(),
                l.openedAt(),
                l.sentAt(),
                l.closedAt(),
                l.adopted());
    }
}
