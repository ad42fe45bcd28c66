package dev.skydeck.benchmarks;

import dev.skydeck.messages.BatchRequest.Operation;
import dev.skydeck.messages.BatchRequest.RunBatch;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Stopped experiments, as many as a measurement needs, under the names {@code pass-1}, {@code pass-2} and so on. */
final class ManyExperiments {
    private static final int MOST_TOGETHER = 500;

    private ManyExperiments() {}

    static void create(Bus bus, int experiments) throws Exception {
        List<Operation> operations = new ArrayList<>();
        for (int i = 1; i <= experiments; i++) {
            ExperimentSpec spec = new ExperimentSpec(
                    "pass-" + i, "sleep 10", null, null, Flags.NONE, 1, 0, null, null, null, false, null, null, false);
            operations.add(new Operation.Create(
                    new Seed(spec, DesiredState.STOPPED, Annotations.NONE),
                    new BoardPlace(null, i, false, false),
                    Optional.empty()));
            if (operations.size() == MOST_TOGETHER || i == experiments) {
                bus.request(new RunBatch(Command.by("measure"), true, operations))
                        .await(2, TimeUnit.MINUTES);
                operations = new ArrayList<>();
            }
        }
    }
}
