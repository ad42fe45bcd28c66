package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Reconcilers that lack one guard. */
public final class Mutations {
    private Mutations() {}

    private static SimulatedReconciler.Mutation knowing(UnaryOperator<Knowledge> change) {
        return new SimulatedReconciler.Mutation() {
            @Override
            public Knowledge knowledge(Knowledge knowledge) {
                return change.apply(knowledge);
            }
        };
    }

    private static SimulatedReconciler.Mutation deciding(BiFunction<View, Decision, Decision> change) {
        return new SimulatedReconciler.Mutation() {
            @Override
            public Decision decision(View view, Knowledge knowledge, Decision decision) {
                return change.apply(view, decision);
            }
        };
    }

    private static Knowledge with(
            Knowledge knowledge, boolean barrier, long settleMillis, Map<Long, LaunchNotes> launches) {
        return new Knowledge(
                knowledge.startedNanos(),
                barrier,
                knowledge.observation(),
                knowledge.ofClusters(),
                settleMillis,
                knowledge.openLaunches(),
                knowledge.relaunches(),
                knowledge.editedNanos(),
                launches,
                knowledge.endings());
    }

    /** It launches before the queue was read. */
    public static SimulatedReconciler.Mutation noBarrier() {
        return knowing(knowledge -> with(knowledge, true, knowledge.settleMillis(), knowledge.launches()));
    }

    /** Absence proves something at once, or soon. */
    public static SimulatedReconciler.Mutation settlingIn(Duration settle) {
        return knowing(
                knowledge -> with(knowledge, knowledge.barrierPassed(), settle.toMillis(), knowledge.launches()));
    }

    /** A request that is not known counts as one that was never made. */
    public static SimulatedReconciler.Mutation missingRequestProves() {
        return new SimulatedReconciler.Mutation() {
            @Override
            public Decision decision(View view, Knowledge knowledge, Decision decision) {
                for (Launch launch : view.launches()) {
                    var evidence = knowledge.notes(launch.id()).evidence();
                    if (launch.state() == LaunchState.SENT && evidence != null && evidence.requestMissing()) {
                        return abandon(launch);
                    }
                }
                return decision;
            }
        };
    }

    /** A request that failed, or was cancelled, counts as one that made no job. */
    public static SimulatedReconciler.Mutation failedRequestProves() {
        return deciding((view, decision) -> view.launches().stream()
                .filter(launch ->
                        launch.state() == LaunchState.SENT && launch.requestId() != null && launch.reason() != null)
                .findFirst()
                .map(Mutations::abandon)
                .orElse(decision));
    }

    /** What fails again and again soon after its start is launched again. */
    public static SimulatedReconciler.Mutation crashLooping() {
        return new SimulatedReconciler.Mutation() {
            @Override
            public Policy policy(Policy policy) {
                Restarts.Pause pause = policy.restarts();
                return new Policy(
                        policy.relaunchesPerHour(),
                        policy.looksNeeded(),
                        policy.cancelWait(),
                        policy.cancelWaitMost(),
                        policy.slowCancel(),
                        policy.stuckAfter(),
                        new Restarts.Pause(
                                pause.first(),
                                pause.most(),
                                pause.stableRun(),
                                pause.shortRun(),
                                Integer.MAX_VALUE,
                                pause.betweenStarts()));
            }
        };
    }

    private static Decision abandon(Launch launch) {
        return Decision.act(new Action.Abandon(launch, LaunchEnd.NEVER_CREATED, "It is not there."));
    }

    /** A cancel that was handed over is not sent again. */
    public static SimulatedReconciler.Mutation cancelsOnce() {
        return without((view, action) ->
                action instanceof Action.CancelJob cancel && cancel.launch().cancelAttempts() > 0);
    }

    /** Nothing is done about two living jobs. */
    public static SimulatedReconciler.Mutation letsDuplicatesBe() {
        return without((view, action) -> action instanceof Action.CancelJob cancel && cancel.duplicate());
    }

    /** A launch that is in doubt is let be when it is no longer wanted. */
    public static SimulatedReconciler.Mutation doubtsOnlyWhatIsWanted() {
        return without((view, action) -> action instanceof Action.LookUp
                && view.experiment().desiredState() != dev.skydeck.messages.model.DesiredState.RUNNING);
    }

    private static SimulatedReconciler.Mutation without(BiPredicate<View, Action> left) {
        return deciding((view, decision) -> {
            List<Action> kept = decision.actions().stream()
                    .filter(action -> !left.test(view, action))
                    .toList();
            return kept.size() == decision.actions().size()
                    ? decision
                    : new Decision(
                            decision.rows(),
                            kept,
                            decision.conditions(),
                            decision.wakeAfter().or(() -> Optional.of(Duration.ofSeconds(5))));
        });
    }
}
