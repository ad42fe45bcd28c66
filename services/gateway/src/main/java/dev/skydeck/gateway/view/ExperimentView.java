package dev.skydeck.gateway.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.skydeck.messages.model.Condition;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An experiment as clients see it: the first SkyDeck's fields in its order, then ours. */
public record ExperimentView(
        long id,
        String name,
        String desiredState,
        String currentState,
        Flags flags,
        String baseCommand,
        @Nullable String toolPath,
        @Nullable String gitBranch,
        @Nullable String clusterName,
        @Nullable Long latestEpoch,
        int nodes,
        int gpus,
        @Nullable String instanceType,
        @Nullable String cloud,
        boolean spot,
        String createdAt,
        String updatedAt,
        @Nullable String wandbLink,
        @Nullable String description,
        List<String> tags,
        @Nullable String group,
        long order,
        @JsonProperty("is_expanded") boolean expanded,
        boolean starred,
        boolean deleted,
        @Nullable String skyStatus,
        long specRevision,
        @Nullable String accelerator,
        List<ConditionView> conditions,
        long runRequest,
        @Nullable LaunchView launch,
        @Nullable String held,
        @Nullable String owner,
        @Nullable String taskTemplate,
        @Nullable String cluster,
        boolean stopCluster,
        int priority,
        String restartPolicy,
        int maxRetries,
        int infraRetries,
        RunRulesView.@Nullable Stop stopRules,
        @Nullable String stopReason,
        @Nullable String sweep,
        @Nullable String fileSet,
        @Nullable ProgressView progress) {

    public static ExperimentView of(Experiment experiment) {
        ExperimentSpec spec = experiment.spec();
        return new ExperimentView(
                experiment.id(),
                spec.name(),
                experiment.desiredState().name(),
                experiment.currentState().name(),
                spec.flags(),
                spec.baseCommand(),
                spec.toolPath(),
                spec.gitBranch(),
                spec.cluster() == null ? experiment.clusterName() : spec.cluster(),
                experiment.latestEpoch(),
                spec.nodes(),
                spec.gpus(),
                spec.instanceType(),
                spec.cloud(),
                spec.spot(),
                Times.plain(experiment.createdAt()),
                Times.plain(experiment.updatedAt()),
                experiment.annotations().wandbLink(),
                experiment.annotations().description(),
                experiment.annotations().tags(),
                experiment.place().groupLabel(),
                experiment.place().order(),
                experiment.place().expanded(),
                experiment.place().starred(),
                experiment.deleted(),
                experiment.skyStatus(),
                experiment.specRevision(),
                spec.accelerator(),
                experiment.conditions().stream().map(ConditionView::of).toList(),
                experiment.runRequest(),
                LaunchView.of(experiment.launch()),
                held(experiment),
                experiment.owner(),
                spec.taskTemplate(),
                spec.cluster(),
                spec.stopCluster(),
                experiment.priority(),
                experiment.rules().restart().word(),
                experiment.rules().maxRetries(),
                experiment.rules().infraRetries(),
                RunRulesView.Stop.of(experiment.rules().stop()),
                experiment.stopReason(),
                experiment.sweep(),
                experiment.fileSet(),
                ProgressView.of(experiment.progress()));
    }

    /** The sentence of the condition that holds it, or its word when the reconciler has not stated it yet. */
    private static @Nullable String held(Experiment experiment) {
        if (experiment.hold() == null) {
            return null;
        }
        return experiment.conditions().stream()
                .filter(condition -> condition.type() == experiment.hold())
                .map(Condition::reason)
                .findFirst()
                .orElse(experiment.hold().name());
    }
}
