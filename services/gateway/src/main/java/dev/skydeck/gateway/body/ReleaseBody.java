package dev.skydeck.gateway.body;

import java.util.List;

/**
 * Which experiments are released or paused: some, or all in so many words, so that a forgotten field does nothing.
 *
 * @param ids empty for all
 */
public record ReleaseBody(List<Long> ids) {
    public ReleaseBody {
        ids = List.copyOf(ids);
    }

    /** @throws InvalidInput with every wrong field */
    public static ReleaseBody read(byte[] body) {
        return new ReleaseBody(Fields.of(body, Fields.Form.DICT).idsOrAll());
    }
}
