package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.simulator.Life;
import java.time.Duration;

/** The whole reconciler. */
public final class SimulatedReconciler {
    private SimulatedReconciler() {}

    /** What a mutant changes of a decision. */
    public interface Mutation {
        /** Nothing. */
        Mutation NONE = new Mutation() {};

        default Policy policy(Policy policy) {
            return policy;
        }

        default Knowledge knowledge(Knowledge knowledge) {
            return knowledge;
        }

        default Decision decision(View view, Knowledge knowledge, Decision decision) {
            return decision;
        }
    }

    /** Starts one in that process. */
    public static void start(Life life, Bus bus, Mutation mutation) {
        ReconcilerOptions options = new ReconcilerOptions(Duration.ofSeconds(60), mutation.policy(Policy.DEFAULT));
        new Reconciler(
                        bus,
                        life,
                        options,
                        (view, knowledge, policy, now) -> {
                            Knowledge known = mutation.knowledge(knowledge);
                            return mutation.decision(view, known, StateTable.decide(view, known, policy, now));
                        },
                        life::die)
                .start()
                .onFailure(refused -> life.die());
    }
}
