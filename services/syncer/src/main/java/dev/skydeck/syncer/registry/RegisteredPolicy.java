package dev.skydeck.syncer.registry;

import dev.skydeck.messages.model.PolicyVersion;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of a policy, as its registry tells it.
 *
 * @param version its number, as text
 */
record RegisteredPolicy(String name, String version, String policyId, String versionId) {
    private static final int MOST_CHARACTERS = 500;

    /**
     * Reads {@code {"data": [{"id", "policy_id", "version", "name"}]}}; empty when the registry knows no policy of that name.
     *
     * @param asked the name that was asked for
     * @throws RegistryFailure if it is anything else
     */
    static Optional<RegisteredPolicy> read(Buffer answer, String asked) {
        @Nullable Object data;
        try {
            data = new JsonObject(answer).getValue("data");
        } catch (DecodeException | ClassCastException e) {
            throw new RegistryFailure("The policy registry's answer is no JSON object.");
        }
        if (!(data instanceof JsonArray policies)) {
            throw new RegistryFailure("The policy registry's answer has no list data.");
        }
        if (policies.isEmpty()) {
            return Optional.empty();
        }
        if (!(policies.getValue(0) instanceof JsonObject policy)) {
            throw new RegistryFailure("The policy registry's answer has no policy in its list data.");
        }
        if (!asked.equals(policy.getValue("name"))) {
            // Taken for the answer, it would stand at every experiment.
            throw new RegistryFailure("The policy registry answered with a policy of another name.");
        }
        return Optional.of(
                new RegisteredPolicy(asked, text(policy, "version"), text(policy, "policy_id"), text(policy, "id")));
    }

    private static String text(JsonObject policy, String field) {
        Object value = policy.getValue(field);
        String text =
                value instanceof String || value instanceof Integer || value instanceof Long ? value.toString() : "";
        if (text.isBlank() || text.length() > MOST_CHARACTERS) {
            throw new RegistryFailure("The policy registry's answer has no proper " + field + ".");
        }
        return text;
    }

    PolicyVersion with(Optional<PolicyLink> link) {
        return new PolicyVersion(link.flatMap(one -> one.of(this)).orElse(null), version, policyId, versionId);
    }
}
