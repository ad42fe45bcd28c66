package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.DesiredState;

/** The body of {@code setDesiredState}. */
public record SetDesiredStateBody(DesiredState desiredState) {

    /** @throws InvalidInput with every wrong field */
    public static SetDesiredStateBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.MODEL);
        DesiredState state = fields.choice("desired_state", DesiredState.class).orElseGet(() -> {
            fields.missing("desired_state");
            return DesiredState.STOPPED;
        });
        fields.check();
        return new SetDesiredStateBody(state);
    }
}
