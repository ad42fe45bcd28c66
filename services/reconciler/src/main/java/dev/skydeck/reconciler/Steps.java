package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Condition;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Explanation;
import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One step about one experiment: read, decide, check, do the first thing, or else say why nothing is done. */
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);
    private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);
    private static final Optional<Duration> SOON = Optional.of(Duration.ofSeconds(1));

    private final Bus bus;
    private final Lease lease;
    private final Memory memory;
    private final Policy policy;
    private final Decider decider;
    private final Timers timers;
    private final Handlers handlers;
    private final Invariants invariants = new Invariants();

    Steps(Bus bus, Lease lease, Memory memory, Policy policy, Decider decider, Timers timers) {
        this.bus = bus;
        this.lease = lease;
        this.memory = memory;
        this.policy = policy;
        this.decider = decider;
        this.timers = timers;
        this.handlers = new Handlers(bus, memory, timers);
    }

    /** What is to be done: {@link StateTable#decide}. */
    @FunctionalInterface
    interface Decider {
        Decision decide(View view, Knowledge knowledge, Policy policy, long nowNanos);
    }

    /** Answers when to step again; empty when nothing but an event or the next full pass gives a reason to. */
    Future<Optional<Duration>> step(long experimentId) {
        if (!lease.isHeld()) {
            return Future.succeededFuture(SOON);
        }
        return bus.request(new LaunchRequest.ReadView(experimentId))
                .compose(this::act)
                .recover(cause -> {
                    if (cause instanceof Failure.NotFound) {
                        memory.forget(experimentId);
                        return Future.succeededFuture(Optional.empty());
                    }
                    return Future.failedFuture(cause);
                });
    }

    private Future<Optional<Duration>> act(View view) {
        // The lease may have been lost while the view was read, and views may overtake each other.
        if (!lease.isHeld() || !memory.viewed(view, timers.nanoTime())) {
            return Future.succeededFuture(SOON);
        }
        long id = view.experiment().id();
        Knowledge knowledge = memory.knowledge(id, timers.nanoTime());
        Decision decision = decider.decide(view, knowledge, policy, timers.nanoTime());
        Optional<Action> action = decision.actions().stream().findFirst();
        Optional<String> violation = invariants
                .violation(id)
                .or(() -> logged(view, invariants.check(view)))
                .or(() -> action.flatMap(first -> logged(view, invariants.check(view, knowledge, first))));
        if (violation.isPresent()) {
            return state(view.experiment(), List.of(ConditionText.quarantined(violation.get())))
                    .map(Optional.empty());
        }
        if (action.isEmpty()) {
            return state(view.experiment(), decision.conditions()).map(decision.wakeAfter());
        }
        return handlers.handle(lease.epoch(), view, action.get())
                .map(AT_ONCE)
                // The state of things changed since the view was read: read again.
                .recover(cause ->
                        cause instanceof Failure.Conflict ? Future.succeededFuture(SOON) : Future.failedFuture(cause));
    }

    /** Whether a step would do and say nothing about it now, nor is to come again by itself. */
    boolean isSettled(View view) {
        long id = view.experiment().id();
        long now = timers.nanoTime();
        Decision decision = decider.decide(view, memory.knowledge(id, now), policy, now);
        return decision.actions().isEmpty()
                && decision.wakeAfter().isEmpty()
                && invariants.violation(id).isEmpty()
                && invariants.check(view).isEmpty()
                && isStated(view.experiment(), decision.conditions());
    }

    /** What a step would do now; does nothing. */
    Future<Explanation> explain(long experimentId) {
        return bus.request(new LaunchRequest.ReadView(experimentId)).map(view -> {
            long now = timers.nanoTime();
            Knowledge knowledge = memory.knowledge(experimentId, now);
            Decision decision = decider.decide(view, knowledge, policy, now);
            return Explanations.of(view, knowledge, decision, invariants.violation(experimentId), now);
        });
    }

    private static Optional<String> logged(View view, Optional<String> violation) {
        violation.ifPresent(what -> LOG.atError()
                .addKeyValue("experiment", view.experiment().id())
                .addKeyValue("revision", view.revision())
                .addKeyValue("violation", what)
                .log("an invariant was violated; nothing more is done about this experiment"));
        return violation;
    }

    private boolean isStated(Experiment experiment, List<ConditionReport> conditions) {
        List<ConditionReport> stated =
                experiment.conditions().stream().map(Condition::said).toList();
        List<ConditionReport> said =
                conditions.stream().map(ConditionReport::said).toList();
        return stated.equals(said) && memory.isAsStated(experiment.id(), conditions, timers.nanoTime());
    }

    private Future<Void> state(Experiment experiment, List<ConditionReport> conditions) {
        long id = experiment.id();
        if (isStated(experiment, conditions)) {
            return Future.succeededFuture();
        }
        return bus.request(new LaunchRequest.SetConditions(lease.epoch(), id, conditions))
                .onSuccess(set -> memory.stated(id, conditions, timers.nanoTime()))
                .mapEmpty();
    }
}
