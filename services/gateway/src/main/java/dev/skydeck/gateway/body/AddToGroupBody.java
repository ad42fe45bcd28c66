package dev.skydeck.gateway.body;

import java.util.List;

/** The body of {@code addToGroup}; ids are taken as text and as numbers. */
public record AddToGroupBody(List<Long> experimentIds, boolean multiHome) {
    public AddToGroupBody {
        experimentIds = List.copyOf(experimentIds);
    }

    /** @throws InvalidInput with every wrong field */
    public static AddToGroupBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.MODEL);
        if (fields.get("experiment_ids") == null) {
            fields.missing("experiment_ids");
        }
        List<Long> ids = fields.ids("experiment_ids");
        boolean multiHome = fields.bool("multi_home").orElse(false);
        fields.check();
        return new AddToGroupBody(ids, multiHome);
    }
}
