package dev.skydeck.gateway.body;

import dev.skydeck.gateway.access.Secret;

/** The body of {@code createSession}. */
public record CreateSessionBody(Secret token) {

    /** @throws InvalidInput with every wrong field, none of them with what was sent */
    public static CreateSessionBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        if (fields.get("token") instanceof JsonValue.Text text) {
            return new CreateSessionBody(Secret.of(text.value()));
        }
        fields.problems().add("string_type", fields.loc("token"), "Input should be a valid string", null);
        fields.check();
        throw new IllegalStateException("the check throws");
    }
}
