package dev.skydeck.gateway.body;

import dev.skydeck.messages.ExperimentRequest.SpecEdit;

/** The body of {@code patchExperiment}. */
public record PatchExperimentBody(SpecEdit.Builder edit) {

    /** @throws InvalidInput with every wrong field */
    public static PatchExperimentBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        SpecEdit.Builder edit = SpecEdit.builder();
        // An empty name changes nothing, as in the original.
        fields.text("name").filter(text -> !text.isEmpty()).ifPresent(name -> {
            Names.check(name, fields);
            edit.name(name);
        });
        fields.text("base_command").ifPresent(edit::baseCommand);
        fields.clearable("tool_path").ifPresent(edit::toolPath);
        fields.clearable("git_branch").ifPresent(edit::gitBranch);
        fields.whole("nodes", 1, Integer.MAX_VALUE).ifPresent(nodes -> edit.nodes(nodes.intValue()));
        fields.whole("gpus", 0, Integer.MAX_VALUE).ifPresent(gpus -> edit.gpus(gpus.intValue()));
        fields.check();
        return new PatchExperimentBody(edit);
    }
}
