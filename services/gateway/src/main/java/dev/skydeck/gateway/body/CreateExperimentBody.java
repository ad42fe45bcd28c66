package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.Seed;
import java.util.List;

/**
 * The body of {@code createExperiment}.
 *
 * @param ruled what it says of the rules
 */
public record CreateExperimentBody(
        ExperimentSpec spec,
        DesiredState desiredState,
        Annotations annotations,
        RunRules.Edit ruled,
        int priority,
        BoardPlace place) {

    /** @throws InvalidInput with every wrong field */
    public static CreateExperimentBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.MODEL);
        CreateExperimentBody read = of(fields);
        fields.check();
        return read;
    }

    /** What is wrong is collected in the fields. */
    static CreateExperimentBody of(Fields fields) {
        String name = fields.requiredText("name");
        Names.check(name, fields);
        Flags flags = fields.flags("flags").orElse(Flags.NONE);
        String baseCommand = fields.text("base_command").orElse("lt");
        String toolPath = fields.nullableText("tool_path");
        String gitBranch = fields.nullableText("git_branch");
        int nodes = fields.whole("nodes", 1, Integer.MAX_VALUE).orElse(1L).intValue();
        int gpus = fields.whole("gpus", 0, Integer.MAX_VALUE).orElse(0L).intValue();
        String accelerator = fields.nullableText("accelerator");
        String instanceType = fields.nullableText("instance_type");
        String cloud = fields.nullableText("cloud");
        boolean spot = fields.bool("spot").orElse(false);
        String taskTemplate = fields.nullableText("task_template");
        String cluster = fields.nullableText("cluster");
        boolean stopCluster = fields.bool("stop_cluster").orElse(false);
        DesiredState desired =
                fields.choice("desired_state", DesiredState.class).orElse(DesiredState.STOPPED);
        String description = fields.nullableText("description");
        List<String> tags = fields.texts("tags").orElse(List.of());
        String group = fields.nullableText("group");
        long order = fields.whole("order", Integer.MIN_VALUE, Integer.MAX_VALUE).orElse(0L);
        RunRules.Edit ruled = RunRuleFields.of(fields);
        int priority = fields.whole("priority", -1_000, 1_000).orElse(0L).intValue();
        return new CreateExperimentBody(
                new ExperimentSpec(
                        name,
                        baseCommand,
                        toolPath,
                        gitBranch,
                        flags,
                        nodes,
                        gpus,
                        accelerator,
                        instanceType,
                        cloud,
                        spot,
                        taskTemplate,
                        cluster,
                        stopCluster),
                desired,
                new Annotations(description, null, tags),
                ruled,
                priority,
                new BoardPlace(group, order, false, false));
    }

    /** What it asks for, specified so. */
    public Seed seed(ExperimentSpec specified) {
        return new Seed(specified, desiredState, annotations, RunRules.DEFAULT.with(ruled), priority);
    }

    /** The specification under another name. */
    public ExperimentSpec named(String name) {
        return spec.with(name, spec.flags());
    }
}
