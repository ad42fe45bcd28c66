package dev.skydeck.gateway.body;

import java.util.Optional;

/** The body of {@code adoptJob}. */
public record AdoptJobBody(long experimentId) {

    /** @throws InvalidInput with every wrong field */
    public static AdoptJobBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.MODEL);
        if (fields.get("experiment_id") == null) {
            fields.missing("experiment_id");
        }
        Optional<Long> id = fields.whole("experiment_id", 1, Long.MAX_VALUE);
        fields.only("experiment_id");
        fields.check();
        return new AdoptJobBody(id.orElseThrow());
    }
}
