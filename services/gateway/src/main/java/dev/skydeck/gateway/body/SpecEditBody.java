package dev.skydeck.gateway.body;

import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import java.util.List;

/** The body of {@code editSpec}: every field that an experiment declares, all of them optional, none of them unknown. */
public record SpecEditBody(SpecEdit.Builder edit) {

    /** @throws InvalidInput with every wrong field */
    public static SpecEditBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        SpecEdit.Builder edit = of(fields);
        fields.check();
        return new SpecEditBody(edit);
    }

    /** What is wrong is collected in the fields. */
    static SpecEdit.Builder of(Fields fields) {
        SpecEdit.Builder edit = SpecEdit.builder();
        fields.text("name").ifPresent(name -> {
            Names.check(name, fields);
            edit.name(name);
        });
        fields.text("base_command").ifPresent(edit::baseCommand);
        fields.clearable("tool_path").ifPresent(edit::toolPath);
        fields.clearable("git_branch").ifPresent(edit::gitBranch);
        fields.flags("flags").ifPresent(edit::flags);
        fields.whole("nodes", 1, Integer.MAX_VALUE).ifPresent(nodes -> edit.nodes(nodes.intValue()));
        fields.whole("gpus", 0, Integer.MAX_VALUE).ifPresent(gpus -> edit.gpus(gpus.intValue()));
        fields.clearable("accelerator").ifPresent(edit::accelerator);
        fields.clearable("instance_type").ifPresent(edit::instanceType);
        fields.clearable("cloud").ifPresent(edit::cloud);
        fields.bool("spot").ifPresent(edit::spot);
        fields.clearable("task_template").ifPresent(edit::taskTemplate);
        fields.clearable("cluster").ifPresent(edit::cluster);
        fields.bool("stop_cluster").ifPresent(edit::stopCluster);
        fields.clearable("description").ifPresent(edit::description);
        fields.clearable("wandb_link").ifPresent(edit::wandbLink);
        fields.texts("tags").ifPresent(edit::tags);
        fields.clearable("owner").ifPresent(edit::owner);
        fields.whole("priority", -1_000, 1_000).ifPresent(priority -> edit.priority(priority.intValue()));
        fields.only(SpecFields.between(
                List.of("name", "base_command"), List.of("description", "wandb_link", "tags", "owner", "priority")));
        return edit.rules(RunRuleFields.of(fields));
    }
}
