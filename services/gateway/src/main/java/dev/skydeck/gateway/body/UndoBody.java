package dev.skydeck.gateway.body;

/** The body of {@code undo}. */
public record UndoBody(String token) {

    /** @throws InvalidInput with every wrong field */
    public static UndoBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        String token = fields.requiredText("token");
        fields.check();
        return new UndoBody(token);
    }
}
