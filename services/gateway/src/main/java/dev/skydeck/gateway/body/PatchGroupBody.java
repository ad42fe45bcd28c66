package dev.skydeck.gateway.body;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The body of {@code patchGroup}: absent and null fields stay, but a name prefix, task template or limit of null is cleared. */
public record PatchGroupBody(
        Optional<String> name,
        Optional<List<String>> flags,
        Optional<Long> order,
        Optional<Boolean> collapsed,
        Optional<String> namePrefix,
        Optional<String> taskTemplate,
        Optional<Integer> maxParallel,
        Optional<Integer> maxGpus,
        Optional<Long> maxSpend) {

    /** @throws InvalidInput with every wrong field */
    public static PatchGroupBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.MODEL);
        PatchGroupBody patch = new PatchGroupBody(
                fields.isSet("name") ? fields.text("name") : Optional.empty(),
                fields.isSet("flags") ? fields.texts("flags").map(List::copyOf) : Optional.empty(),
                fields.isSet("order") ? fields.whole("order", Integer.MIN_VALUE, Integer.MAX_VALUE) : Optional.empty(),
                fields.isSet("collapsed") ? fields.bool("collapsed") : Optional.empty(),
                // The first SkyDeck's page clears it with null, the store with an empty text.
                cleared(fields, "name_prefix"),
                cleared(fields, "task_template"),
                fields.limit("max_parallel"),
                fields.limit("max_gpus"),
                fields.dollars("max_spend"));
        fields.atMost("name", CreateGroupBody.MOST_CHARACTERS);
        fields.atMost("name_prefix", CreateGroupBody.MOST_CHARACTERS);
        fields.check();
        return patch;
    }

    private static Optional<String> cleared(Fields fields, String name) {
        return fields.get(name) == null
                ? Optional.empty()
                : Optional.of(Objects.requireNonNullElse(fields.nullableText(name), ""));
    }
}
