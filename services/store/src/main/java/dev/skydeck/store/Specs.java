package dev.skydeck.store;

import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.ClusterName;
import dev.skydeck.messages.model.ExperimentName;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes a specification acceptable, and what an edit makes of one. */
final class Specs {
    private Specs() {}

    static ExperimentSpec edited(ExperimentSpec spec, SpecEdit edit) {
        String cluster = cleared(edit.cluster(), spec.cluster());
        return new ExperimentSpec(
                edit.name().orElse(spec.name()),
                edit.baseCommand().orElse(spec.baseCommand()),
                cleared(edit.toolPath(), spec.toolPath()),
                cleared(edit.gitBranch(), spec.gitBranch()),
                edit.flags().orElse(spec.flags()),
                edit.nodes().orElse(spec.nodes()),
                edit.gpus().orElse(spec.gpus()),
                cleared(edit.accelerator(), spec.accelerator()),
                cleared(edit.instanceType(), spec.instanceType()),
                cleared(edit.cloud(), spec.cloud()),
                edit.spot().orElse(spec.spot()),
                cleared(edit.taskTemplate(), spec.taskTemplate()),
                cluster,
                // Without a cluster there is none to stop any more.
                edit.stopCluster().orElse(cluster != null && spec.stopCluster()));
    }

    static Annotations edited(Annotations notes, SpecEdit edit) {
        return new Annotations(
                cleared(edit.description(), notes.description()),
                cleared(edit.wandbLink(), notes.wandbLink()),
                edit.tags().orElse(notes.tags()));
    }

    /** What is wrong with it, or empty. */
    static Optional<Failure> problem(ExperimentSpec spec) {
        List<Problem> problems = new ArrayList<>();
        ExperimentName.problem(spec.name())
                .ifPresent(sentence -> problems.add(new Problem("name", "value_error", sentence)));
        if (spec.baseCommand().isBlank()) {
            problems.add(new Problem("base_command", "value_error", "The command must not be empty."));
        }
        if (spec.nodes() < 1) {
            problems.add(new Problem("nodes", "greater_than_equal", "At least 1 node is needed."));
        }
        if (spec.gpus() < 0) {
            problems.add(new Problem("gpus", "greater_than_equal", "The number of GPUs must not be negative."));
        }
        clusterProblem(spec).ifPresent(sentence -> problems.add(new Problem("cluster", "value_error", sentence)));
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure.Invalid(problems.get(0).message(), problems));
    }

    /** Of a name that SkyPilot would refuse, or that names SkyPilot's own machines. */
    private static Optional<String> clusterProblem(ExperimentSpec spec) {
        String cluster = spec.cluster();
        if (cluster == null) {
            return spec.stopCluster()
                    ? Optional.of("stop_cluster needs a cluster: name the one that is to be stopped.")
                    : Optional.empty();
        }
        return ClusterName.problem(cluster);
    }

    /** An empty text clears. */
    static @Nullable String cleared(Optional<String> edit, @Nullable String before) {
        return edit.isEmpty() ? before : edit.get().isEmpty() ? null : edit.get();
    }
}
