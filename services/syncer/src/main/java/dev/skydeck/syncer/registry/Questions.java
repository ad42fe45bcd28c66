package dev.skydeck.syncer.registry;

import dev.skydeck.messages.CheckpointRequest.PolicyTarget;
import dev.skydeck.messages.CheckpointRequest.RecordPolicy;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks for experiments, a few at once, and records the answers. One that takes long holds up no other. */
final class Questions {
    private static final int AT_ONCE = 4;

    private final Bus bus;
    private final PolicyRegistry registry;
    private final RegistryOptions options;
    private final Retries retries;
    private final Runnable settled;
    private final Map<Long, PolicyTarget> waiting = new LinkedHashMap<>();
    private final Set<Long> asked = new HashSet<>();
    /** Since the look began: what it read of them may be from before. */
    private final Set<PolicyTarget> answered = new HashSet<>();

    /** @param settled called after each question, however it ended */
    Questions(Bus bus, PolicyRegistry registry, RegistryOptions options, Retries retries, Runnable settled) {
        this.bus = bus;
        this.registry = registry;
        this.options = options;
        this.retries = retries;
        this.settled = settled;
    }

    /** From now on it is read which questions are open. */
    void lookBegins() {
        answered.clear();
    }

    /** @param open all questions that are open, or were while the look went on */
    void ask(List<PolicyTarget> open) {
        retries.keepOnly(open.stream().map(PolicyTarget::experimentId).toList());
        open.stream()
                .filter(target -> !asked.contains(target.experimentId()) && !answered.contains(target))
                .filter(target -> retries.isDue(target.experimentId()))
                .forEach(target -> waiting.put(target.experimentId(), target));
        next();
    }

    /** Whether nobody is asked for, or about to be. */
    boolean isIdle() {
        return waiting.isEmpty() && asked.isEmpty();
    }

    private void next() {
        // While it fails for all, one question at a time finds out whether it still does.
        int most = retries.isDown() ? 1 : AT_ONCE;
        Iterator<PolicyTarget> first = waiting.values().iterator();
        while (asked.size() < most && first.hasNext()) {
            PolicyTarget target = first.next();
            first.remove();
            asked.add(target.experimentId());
            ask(target).onComplete(done -> {
                asked.remove(target.experimentId());
                next();
                settled.run();
            });
        }
    }

    private Future<Void> ask(PolicyTarget target) {
        return registry.ask(target.name())
                .map(found -> new RecordPolicy(
                        target.experimentId(),
                        target.dueAt(),
                        found.map(policy -> policy.with(options.link())).orElse(null)))
                .compose(bus::request)
                .onSuccess(written -> {
                    answered.add(target);
                    retries.answered(target.experimentId());
                })
                .onFailure(cause -> failed(target, cause))
                .mapEmpty();
    }

    private void failed(PolicyTarget target, Throwable cause) {
        if (cause instanceof Failure.NotFound) {
            // Deleted meanwhile.
            retries.answered(target.experimentId());
            return;
        }
        retries.failed(target.experimentId(), String.valueOf(cause.getMessage()));
        if (retries.isDown()) {
            waiting.clear();
        }
    }
}
