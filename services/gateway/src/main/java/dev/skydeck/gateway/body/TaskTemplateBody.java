package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.TaskTemplate;
import java.nio.charset.StandardCharsets;

/** The body of {@code putTaskTemplate}. */
public record TaskTemplateBody(String yaml) {

    /** @throws InvalidInput with every wrong field */
    public static TaskTemplateBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        String yaml = fields.requiredText("yaml");
        if (yaml.getBytes(StandardCharsets.UTF_8).length > TaskTemplate.MOST_BYTES) {
            fields.problems()
                    .add(
                            "string_too_long",
                            fields.loc("yaml"),
                            "A task template has at most " + TaskTemplate.MOST_BYTES + " bytes.",
                            null);
        }
        fields.only("yaml");
        fields.check();
        return new TaskTemplateBody(yaml);
    }
}
