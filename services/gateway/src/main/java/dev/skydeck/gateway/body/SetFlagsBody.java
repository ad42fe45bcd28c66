package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.Flags;

/** The body of {@code setFlags}. */
public record SetFlagsBody(Flags flags) {

    /** @throws InvalidInput with every wrong field */
    public static SetFlagsBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.MODEL);
        Flags flags = fields.flags("flags").orElseGet(() -> {
            fields.missing("flags");
            return Flags.NONE;
        });
        fields.check();
        return new SetFlagsBody(flags);
    }
}
