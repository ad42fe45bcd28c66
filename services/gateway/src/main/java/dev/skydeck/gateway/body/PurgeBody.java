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
        return new PurgeBody(Fields.of(body, Fields.Form.DICT).idsOrAll());
    }
}
