package dev.skydeck.gateway.body;

import java.util.Optional;

/** The body of {@code duplicateExperiment}, which may be left out. */
public record NameBody(Optional<String> name) {

    /** @throws InvalidInput with every wrong field */
    public static NameBody read(byte[] body) {
        if (body.length == 0) {
            return new NameBody(Optional.empty());
        }
        Fields fields = Fields.of(body, Fields.Form.DICT);
        Optional<String> name = BatchBody.name(fields);
        fields.check();
        return new NameBody(name);
    }
}
