package dev.skydeck.gateway.body;

/** The body of {@code setExpanded} and {@code setStarred}: one boolean, false when absent. */
public record SwitchBody(boolean on) {

    /** @throws InvalidInput with every wrong field */
    public static SwitchBody read(byte[] body, String field) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        boolean on = fields.bool(field).orElse(false);
        fields.check();
        return new SwitchBody(on);
    }
}
