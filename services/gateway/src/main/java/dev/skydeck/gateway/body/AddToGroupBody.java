package dev.skydeck.gateway.body;

import java.util.ArrayList;
import java.util.List;

/** The body of {@code addToGroup}; ids are taken as text and as numbers. */
public record AddToGroupBody(List<Long> experimentIds, boolean multiHome) {
    public AddToGroupBody {
        experimentIds = List.copyOf(experimentIds);
    }

    /** @throws InvalidInput with every wrong field */
    public static AddToGroupBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.MODEL);
        List<Long> ids = new ArrayList<>();
        JsonValue sent = fields.get("experiment_ids");
        if (sent == null) {
            fields.missing("experiment_ids");
        } else if (sent instanceof JsonValue.Arr array) {
            for (int i = 0; i < array.items().size(); i++) {
                List<Object> loc = List.of("body", "experiment_ids", i);
                ids.add(Scalars.whole(array.items().get(i), loc, 0, 0, Long.MAX_VALUE, fields.problems()));
            }
        } else {
            fields.problems().add("list_type", Fields.loc("experiment_ids"), "Input should be a valid list", sent);
        }
        boolean multiHome = fields.bool("multi_home").orElse(false);
        fields.check();
        return new AddToGroupBody(ids, multiHome);
    }
}
