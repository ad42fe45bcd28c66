package dev.skydeck.gateway.body;

import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import java.util.Optional;

/** The body of {@code patchExperiment}. */
public record PatchExperimentBody(SpecEdit edit) {

    /** @throws InvalidInput with every wrong field */
    public static PatchExperimentBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        Optional<String> name = fields.text("name").filter(text -> !text.isEmpty());
        // An empty name changes nothing, as in the original.
        name.filter(text -> !text.isEmpty()).ifPresent(text -> Names.check(text, fields));
        SpecEdit edit = new SpecEdit(
                name,
                fields.text("base_command"),
                clearable(fields, "tool_path"),
                clearable(fields, "git_branch"),
                fields.whole("nodes", 1, Integer.MAX_VALUE).map(Long::intValue),
                fields.whole("gpus", 0, Integer.MAX_VALUE).map(Long::intValue),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        fields.check();
        return new PatchExperimentBody(edit);
    }

    /** Null clears, and the store clears on an empty text. */
    private static Optional<String> clearable(Fields fields, String name) {
        if (fields.get(name) == null) {
            return Optional.empty();
        }
        String text = fields.nullableText(name);
        return Optional.of(text == null ? "" : text);
    }
}
