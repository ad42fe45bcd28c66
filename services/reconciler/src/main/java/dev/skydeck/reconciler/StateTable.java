package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest.Turn;
import dev.skydeck.messages.LaunchRequest.UsedCluster;
import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.Progress;
import dev.skydeck.reconciler.Knowledge.ClusterEnd;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What to do about one experiment: a pure and total function of what the store says, what this process knows and the
 * time. The row numbers are those of the state table in this module's DESIGN.md; the table is read from the top and the
 * first row that fits wins.
 */
final class StateTable {
    /** A reading of ours that is this young may still be on its way when nothing was read yet. */
    private static final long FIRST_READING_NANOS = Observation.USABLE_AT_LEAST.toNanos();

    private final Experiment experiment;
    private final View view;
    private final Situation now;
    private final Knowledge knowledge;
    private final Policy policy;
    private final Pace pace;
    private final long nowNanos;

    private StateTable(View view, Knowledge knowledge, Policy policy, long nowNanos) {
        this.experiment = view.experiment();
        this.view = view;
        this.now = Situation.of(view);
        this.knowledge = knowledge;
        this.policy = policy;
        this.pace = new Pace(knowledge, policy, nowNanos);
        this.nowNanos = nowNanos;
    }

    static Decision decide(View view, Knowledge knowledge, Policy policy, long nowNanos) {
        StateTable table = new StateTable(view, knowledge, policy, nowNanos);
        ConditionType hold = view.experiment().hold();
        if (hold != null) {
            return table.held(hold).by("2");
        }
        if (!table.wanted()) {
            return table.stopped();
        }
        Progress progress = view.progress();
        return progress == null ? table.running() : table.runningWithin(progress);
    }

    private boolean wanted() {
        return experiment.desiredState() == DesiredState.RUNNING && !experiment.deleted();
    }

    /** Row 2. Only what was begun before is brought to its end. */
    private Decision held(ConditionType hold) {
        Decision decision = Decision.hold(ConditionText.held(hold));
        for (Launch launch : now.unresolved()) {
            decision = decision.plus(launch.state() == LaunchState.INTENT ? dropIntent(launch) : resolve(launch));
        }
        for (Launch launch : now.alive()) {
            if (launch.cancelRecorded()) {
                decision = decision.plus(cancel(launch, false));
            }
        }
        return decision;
    }

    /** Row 19 comes before all others of the column RUNNING: what a rule stops is stopped whatever its jobs do. */
    private Decision runningWithin(Progress progress) {
        Optional<String> met = StopRule.met(progress);
        if (met.isPresent()) {
            return Decision.act(new Action.StopByRule(experiment.runRequest(), progress.stop(), met.get()))
                    .by("19");
        }
        return running();
    }

    /** The column RUNNING. */
    private Decision running() {
        if (now.alive().size() > 1) {
            return duplicates().by("3").plus(unresolved());
        }
        if (!now.foreign().isEmpty()) {
            return Decision.hold(ConditionText.foreign(now.foreign().get(0)))
                    .by("4")
                    .plus(unresolved());
        }
        if (now.alive().size() == 1) {
            return unresolved().plus(live(now.alive().get(0)));
        }
        if (!now.unresolved().isEmpty()) {
            return unresolved();
        }
        return now.newest().map(this::ended).orElseGet(this::neverLaunched);
    }

    /** The columns STOPPED and TERMINATED: every job of ours is cancelled, every doubt resolved, nothing is launched. */
    private Decision stopped() {
        Decision decision = experiment.stopReason() == null
                ? Decision.NOTHING
                : Decision.hold(ConditionText.stoppedByRule(experiment.stopReason()))
                        .by("19");
        for (Launch launch : now.alive()) {
            decision = decision.plus(stop(launch).by("6"));
        }
        if (now.alive().size() > 1) {
            decision = decision.because(ConditionText.duplicates(now.alive(), null))
                    .by("3");
        }
        decision = decision.plus(unresolved());
        if (!now.foreign().isEmpty()) {
            decision = decision.because(
                            ConditionText.foreignStopped(now.foreign().get(0)))
                    .by("4");
        }
        boolean converged = now.alive().isEmpty() && now.unresolved().isEmpty();
        if (converged && now.foreign().isEmpty() && knowledge.barrierPassed()) {
            return decision.plus(clusters());
        }
        return experiment.deleted() && !converged ? decision.because(ConditionText.deleting()) : decision;
    }

    /** Rows 17 and 18: clusters are ended once nothing of ours runs on them any more, and only those that are ours. */
    private Decision clusters() {
        boolean down = experiment.deleted() || experiment.desiredState() == DesiredState.TERMINATED;
        Decision decision = Decision.NOTHING;
        for (UsedCluster cluster : view.clusters()) {
            boolean stop = cluster.named()
                    && experiment.spec().stopCluster()
                    && cluster.status().equals("UP");
            if (!down && !stop) {
                continue;
            }
            if (!cluster.ours()) {
                decision = experiment.deleted() ? decision : decision.because(ConditionText.notOurs(cluster));
            } else if (cluster.shared()) {
                decision = decision.because(ConditionText.shared(cluster));
            } else {
                decision = decision.plus(end(cluster, down).by(down ? "17" : "18"));
            }
        }
        return decision;
    }

    private Decision end(UsedCluster cluster, boolean down) {
        long until = pace.untilEnd(new ClusterEnd(cluster.hash(), down));
        Decision decision = until <= 0 ? Decision.act(new Action.EndCluster(cluster, down)) : Decision.wake(until);
        return decision.because(ConditionText.ending(cluster, down));
    }

    /** Row 3 while RUNNING. Which one goes on must not be chosen from an old reading, nor from one before our last write. */
    private Decision duplicates() {
        List<Launch> candidates = now.alive().stream()
                .filter(launch ->
                        !launch.cancelRecorded() && !now.status(launch).equals("CANCELLING"))
                .sorted(Survivor.first(now))
                .toList();
        Launch kept = candidates.isEmpty() ? null : candidates.get(0);
        Decision decision = Decision.hold(ConditionText.duplicates(now.alive(), kept));
        for (Launch launch : now.alive()) {
            if (launch.cancelRecorded()) {
                decision = decision.plus(cancel(launch, true));
            }
        }
        if (kept == null || candidates.size() == 1) {
            return decision;
        }
        if (now.alive().stream().anyMatch(launch -> !isUsable(launch) || isOlderThanOurWrite(launch))) {
            return decision.plus(stale(kept));
        }
        for (Launch launch : candidates.subList(1, candidates.size())) {
            decision = decision.plus(cancel(launch, true));
        }
        return decision;
    }

    /** Rows 5 and 5a: what may have made a job, or may yet. */
    private Decision unresolved() {
        Decision decision = Decision.NOTHING;
        for (Launch launch : now.unresolved()) {
            decision = decision.plus((launch.state() == LaunchState.INTENT ? intent(launch) : resolve(launch)).by("5"));
        }
        return decision;
    }

    /** Row 5 for a launch that is certainly unsent: it is sent if still wanted, else dropped. */
    private Decision intent(Launch launch) {
        boolean served = launch.runRequest() >= experiment.runRequest();
        if (!wanted() || !served || !now.alive().isEmpty() || !now.foreign().isEmpty()) {
            return dropIntent(launch);
        }
        Decision decision = switch (pace.send(launch)) {
            case SEND -> Decision.act(new Action.SendLaunch(launch, launch.attempt()));
            case RENEW -> Decision.act(new Action.RenewIntent(launch, launch.attempt()));
            case DROP -> Decision.act(new Action.Abandon(launch, LaunchEnd.UNSENT, ConditionText.unsent(true)));
            case WAIT -> Decision.wake(pace.untilSend(launch));
        };
        return pace.hasFailed(launch) ? decision.because(ConditionText.sendFailed(launch)) : decision;
    }

    private static Decision dropIntent(Launch launch) {
        return Decision.act(new Action.Abandon(launch, LaunchEnd.UNSENT, ConditionText.unsent(false)));
    }

    /** Rows 5 and 5a for a launch that may have been sent. Nothing but evidence ends it. */
    private Decision resolve(Launch launch) {
        if (!wanted() && experiment.hold() == null && launch.jobId() != null && launch.server() != null) {
            return stop(launch);
        }
        if (knowledge.barrierPassed() && pace.isAbsent(launch)) {
            return Decision.act(new Action.Abandon(launch, LaunchEnd.NEVER_CREATED, ConditionText.neverCreated()))
                    .by("5a");
        }
        long untilLook = pace.untilLook(launch);
        Decision look = untilLook <= 0 ? Decision.act(new Action.LookUp(launch)) : Decision.wake(untilLook);
        if (pace.isJustSent(launch)) {
            return look;
        }
        if (launch.jobId() != null) {
            return look.because(ConditionText.jobExpected(launch));
        }
        if (pace.isRequestActive(launch)) {
            return look.because(ConditionText.requestActive());
        }
        return look.because(
                pace.isDoubtfulForLong(launch) ? ConditionText.ambiguousForLong() : ConditionText.ambiguous(wanted()));
    }

    /** Rows 5b, 6, 6a, 7, 7a and 16 while RUNNING: the one job is left alone, unless we had begun to cancel it. */
    private Decision live(Launch launch) {
        if (launch.cancelRecorded()) {
            return pace.isLost(launch, 1)
                    ? lose(launch)
                    : cancel(launch, false).by("7a").because(ConditionText.cancellingBeforeRun(launch));
        }
        if (pace.isLost(launch, 1)) {
            return Decision.hold(ConditionText.lost(launch)).by("14");
        }
        Decision decision = stale(launch);
        Optional<Job> job = now.job(launch);
        if (job.isEmpty()) {
            decision = decision.because(ConditionText.unseen(launch)).by("14");
        } else {
            decision = decision.plus(liveConditions(launch, job.get()));
        }
        return launch.spec().equals(experiment.spec())
                ? decision
                : decision.because(ConditionText.drift(launch, experiment.spec()));
    }

    private Decision liveConditions(Launch launch, Job job) {
        String status = job.observed().status();
        String details = job.observed().details();
        if (status.equals("CANCELLING")) {
            return Decision.hold(ConditionText.cancellingByOthers(launch)).by("7");
        }
        if (!JobStatus.isKnown(status)) {
            return Decision.hold(ConditionText.unknownStatus(launch, status)).by("16");
        }
        if (!status.equals("PENDING")) {
            return Decision.NOTHING.by("6");
        }
        if ("INACTIVE".equals(job.observed().scheduleState())) {
            return inactive(launch).by("5b");
        }
        return details != null && details.toLowerCase(Locale.ROOT).contains("backoff")
                ? Decision.hold(ConditionText.slowStart(launch, details)).by("6a")
                : Decision.NOTHING.by("6");
    }

    /**
     * Row 5b. A crash of its server leaves a job pending for ever, and nobody works on it: it is cancelled and launched again,
     * once a look has shown that SkyPilot does not work on the launch's request either.
     */
    private Decision inactive(Launch launch) {
        long untilStuck = pace.untilStuck(launch);
        if (untilStuck > 0) {
            return Decision.wake(untilStuck);
        }
        if (!pace.isLookedAtSinceStuck(launch)) {
            long untilLook = pace.untilLook(launch);
            return (untilLook <= 0 ? Decision.act(new Action.LookUp(launch)) : Decision.wake(untilLook))
                    .because(ConditionText.stuck(launch));
        }
        if (pace.isRequestActive(launch)) {
            return Decision.wake(pace.untilLook(launch)).because(ConditionText.requestActive());
        }
        long untilRelaunch = knowledge.isSandbox() ? 0 : pace.untilRelaunch();
        if (untilRelaunch > 0) {
            return Decision.wake(untilRelaunch).because(ConditionText.stuckAgain(launch));
        }
        if (!isUsable(launch)) {
            return Decision.hold(ConditionText.stuckUnread(launch));
        }
        return Decision.act(new Action.CancelJob(launch, false, ConditionText.cancelStuck()))
                .because(ConditionText.stuck(launch));
    }

    /** Row 14: a person wants it to end, and its job is not there any more. If it turns up after all, it is cancelled. */
    private static Decision lose(Launch launch) {
        return Decision.act(new Action.Abandon(launch, LaunchEnd.LOST, ConditionText.lostAndEnded()))
                .by("14");
    }

    /** Rows 3, 5b, 6, 7 and 16 while not RUNNING. A known id is cancelled at once, with or without a reading. */
    private Decision stop(Launch launch) {
        if (launch.cancelAttempts() > 0 && pace.isLost(launch, 2)) {
            return lose(launch);
        }
        Decision decision = cancel(launch, false);
        if (pace.isLost(launch, 1)) {
            return decision.because(ConditionText.lostStop(launch)).by("14");
        }
        return isOtherServer(launch) || isUsable(launch) || isFirstReadingDue()
                ? decision
                : decision.because(ConditionText.staleStop(launch));
    }

    /** Row 7a: only the job's row says that a cancel worked, so it is sent until it does. */
    private Decision cancel(Launch launch, boolean duplicate) {
        if (launch.jobId() == null || launch.server() == null) {
            return Decision.hold(ConditionText.unseen(launch));
        }
        if (isOtherServer(launch)) {
            return Decision.hold(ConditionText.otherServer(launch));
        }
        long untilCancel = pace.untilCancel(launch);
        Decision decision = untilCancel <= 0
                ? Decision.act(
                        new Action.CancelJob(launch, duplicate, ConditionText.cancel(duplicate, experiment.deleted())))
                : Decision.wake(untilCancel);
        if (pace.isSlowCancel(launch)) {
            return decision.because(ConditionText.slowCancel(launch));
        }
        return pace.isCancelResent(launch) ? decision.because(ConditionText.cancelResent(launch)) : decision;
    }

    /** Row 15 without any launch; an experiment that was never asked to run has nothing to launch. */
    private Decision neverLaunched() {
        return experiment.runRequest() > 0 ? launch(0, null).by("15") : Decision.NOTHING;
    }

    /** Rows 7b to 15: the newest launch is over. */
    private Decision ended(Launch newest) {
        if (experiment.runRequest() > newest.runRequest()) {
            return launch(newest.id(), null).by("7b");
        }
        if (newest.state() == LaunchState.ABANDONED) {
            if (newest.end() == LaunchEnd.REFUSED && newest.spec().equals(experiment.spec())) {
                return Decision.hold(ConditionText.refused(newest)).by("15");
            }
            return launch(newest.id(), newest.end() == LaunchEnd.REFUSED ? null : ConditionText.relaunched(newest))
                    .by("15");
        }
        String status = now.status(newest);
        return switch (status) {
            case "CANCELLED" ->
                newest.cancelRecorded()
                        ? Decision.hold(ConditionText.cancelledByUs(newest)).by("9")
                        : Decision.hold(ConditionText.cancelledByOthers(newest)).by("10");
            default -> byRules(newest, status.isEmpty() ? "UNKNOWN" : status).by(endedRow(status));
        };
    }

    /** Rows 8, 11 and 12 by the rules of the experiment; 13 and 16, after which there is no other launch. */
    private Decision byRules(Launch newest, String status) {
        Restarts.Verdict verdict = Restarts.after(newest, view, policy.restarts());
        if (verdict instanceof Restarts.Verdict.Again again) {
            String ended = ConditionText.ended(newest, status, reason(newest));
            long until = pace.untilOver(newest, again.pause());
            return until > 0
                    ? Decision.wake(until)
                            .because(ConditionText.again(ended, again).next(millis(until)))
                    : launch(newest.id(), ConditionText.retry(ended, again));
        }
        if (verdict instanceof Restarts.Verdict.CrashLoop loop) {
            return Decision.hold(
                    ConditionText.crashLoop(ConditionText.ended(newest, status, reason(newest)), loop.runs()));
        }
        if (status.equals("SUCCEEDED")) {
            return Decision.hold(ConditionText.completed());
        }
        int retries = verdict instanceof Restarts.Verdict.Exhausted exhausted ? exhausted.retries() : 0;
        return Decision.hold(ConditionText.failed(newest, status, reason(newest), retries));
    }

    private static String endedRow(String status) {
        return switch (status) {
            case "SUCCEEDED" -> "8";
            case "FAILED", "FAILED_SETUP" -> "11";
            case "FAILED_NO_RESOURCE", "FAILED_CONTROLLER", "FAILED_DRIVER" -> "12";
            case "FAILED_PRECHECKS" -> "13";
            default -> "16";
        };
    }

    private @Nullable String reason(Launch launch) {
        String said = now.job(launch).map(job -> job.observed().failureReason()).orElse(null);
        return said == null ? launch.reason() : said;
    }

    /**
     * Launches, if the boot barrier was passed, nothing stands in the way and the budgets allow it.
     *
     * @param reason why, though no new run request asked for it; null when one did
     */
    private Decision launch(long newestLaunch, @Nullable String reason) {
        if (now.isBlocked()) {
            return Decision.NOTHING;
        }
        if (!knowledge.barrierPassed()) {
            return Decision.hold(ConditionText.bootBarrier());
        }
        Optional<Turn> turn =
                view.turns().stream().filter(limit -> !limit.hasCome()).findFirst();
        if (turn.isPresent()) {
            return Decision.hold(ConditionText.turn(turn.get()));
        }
        long untilRelaunch = reason != null && !knowledge.isSandbox() ? pace.untilRelaunch() : 0;
        if (untilRelaunch > 0) {
            return Decision.wake(untilRelaunch)
                    .because(ConditionText.tooManyRelaunches(policy.relaunchesPerHour())
                            .next(millis(untilRelaunch)));
        }
        return Decision.act(new Action.OpenLaunch(experiment.specRevision(), newestLaunch, reason));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** Row 1. */
    private Decision stale(Launch launch) {
        if (isOtherServer(launch)) {
            return Decision.hold(ConditionText.otherServer(launch));
        }
        Observation seen = knowledge.observation(launch);
        if (seen != null && isUsable(launch)) {
            return Decision.wake(seen.askedNanos() + seen.usableNanos() - nowNanos);
        }
        return isFirstReadingDue()
                ? Decision.wake(knowledge.startedNanos() + FIRST_READING_NANOS - nowNanos)
                : Decision.hold(ConditionText.stale(launch)).by("1");
    }

    private boolean isUsable(Launch launch) {
        Observation seen = knowledge.observation(launch);
        return seen != null && seen.isUsable(nowNanos);
    }

    private boolean isOlderThanOurWrite(Launch launch) {
        Observation seen = knowledge.observation(launch);
        return seen == null || seen.askedRevision() < view.lastWriteRevision();
    }

    private boolean isOtherServer(Launch launch) {
        Observation seen = knowledge.observation(launch);
        return seen != null && launch.server() != null && seen.server() != launch.server();
    }

    private boolean isFirstReadingDue() {
        return knowledge.observation() == null && nowNanos - knowledge.startedNanos() < FIRST_READING_NANOS;
    }

    /** Which of several living jobs goes on; every reconciler chooses alike. */
    private static final class Survivor {
        private Survivor() {}

        static Comparator<Launch> first(Situation situation) {
            return Comparator.<Launch>comparingInt(launch -> rank(situation.status(launch)))
                    .thenComparingLong(launch -> situation
                            .job(launch)
                            .map(job -> job.observed().submittedAt())
                            .map(at -> at.toEpochMilli())
                            .orElse(Long.MAX_VALUE))
                    .thenComparingLong(launch -> launch.jobId() == null ? Long.MAX_VALUE : launch.jobId());
        }

        private static int rank(String status) {
            return switch (status) {
                case "RUNNING", "RECOVERING", "WINDING_DOWN" -> 0;
                case "STARTING" -> 1;
                case "PENDING", "SUBMITTED" -> 2;
                default -> 3;
            };
        }
    }
}
