package dev.skydeck.gateway.body;

import java.util.List;

/** The body of {@code writeSetting}: any JSON object. */
public record SettingBody(JsonValue.Obj value) {
    static final int MAX_BYTES = 64 << 10;

    /** @throws InvalidInput if it is no object, or longer than the store keeps */
    public static SettingBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        if (body.length > MAX_BYTES) {
            String rule = "A setting has at most " + MAX_BYTES + " bytes of JSON";
            fields.problems().add("too_long", List.of("body"), rule, null);
        }
        fields.check();
        return new SettingBody(fields.object());
    }
}
