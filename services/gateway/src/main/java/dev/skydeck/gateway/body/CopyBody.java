package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.Flags;
import java.util.Optional;

/**
 * The body of {@code duplicateExperiment}, which may be left out.
 *
 * @param name empty when it is to be made up
 * @param flags set over those of the original
 */
public record CopyBody(Optional<String> name, Flags flags) {
    private static final CopyBody NONE = new CopyBody(Optional.empty(), Flags.NONE);

    /** @throws InvalidInput with every wrong field */
    public static CopyBody read(byte[] body) {
        if (body.length == 0) {
            return NONE;
        }
        Fields fields = Fields.of(body, Fields.Form.DICT);
        CopyBody copy =
                new CopyBody(BatchBody.name(fields), fields.flags("flags").orElse(Flags.NONE));
        fields.check();
        return copy;
    }
}
