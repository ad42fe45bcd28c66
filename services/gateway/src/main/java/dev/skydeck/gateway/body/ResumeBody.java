package dev.skydeck.gateway.body;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code resumeFromCheckpoint}, which may be left out.
 *
 * @param name of the copy; empty when it is to be made up
 * @param flag that takes the checkpoint; empty for the configured one
 */
public record ResumeBody(Optional<String> name, Optional<String> flag) {

    /** @throws InvalidInput with every wrong field */
    public static ResumeBody read(byte[] body) {
        if (body.length == 0) {
            return new ResumeBody(Optional.empty(), Optional.empty());
        }
        Fields fields = Fields.of(body, Fields.Form.DICT);
        @Nullable String flag = fields.nullableText("flag");
        ResumeBody resume = new ResumeBody(BatchBody.name(fields), Optional.ofNullable(flag));
        fields.check();
        return resume;
    }
}
