package dev.skydeck.gateway.body;

import java.util.List;

/**
 * The body of {@code purgeTrash}: some, or all in so many words, so that a forgotten field purges nothing.
 *
 * @param ids empty for all
 */
public record PurgeBody(List<Long> ids) {
    public PurgeBody {
        ids = List.copyOf(ids);
    }

    /** @throws InvalidInput with every wrong field */
    public static PurgeBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        List<Long> ids = fields.ids("ids");
        boolean all = fields.bool("all").orElse(false);
        fields.check();
        if (all != ids.isEmpty()) {
            fields.problems().add("value_error", fields.loc("ids"), "Either ids, or all: true.", fields.get("ids"));
            fields.check();
        }
        return new PurgeBody(ids);
    }
}
