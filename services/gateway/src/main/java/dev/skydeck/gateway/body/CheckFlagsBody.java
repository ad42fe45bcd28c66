package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.Flags;
import org.jspecify.annotations.Nullable;

/** The body of {@code checkFlags}. */
public record CheckFlagsBody(@Nullable String toolPath, Flags flags) {

    /** @throws InvalidInput with every wrong field */
    public static CheckFlagsBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        String toolPath = fields.nullableText("tool_path");
        Flags flags = fields.flags("flags").orElseGet(() -> {
            fields.missing("flags");
            return Flags.NONE;
        });
        fields.only("tool_path", "flags");
        fields.check();
        return new CheckFlagsBody(toolPath, flags);
    }
}
