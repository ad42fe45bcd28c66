package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.skypilot.Transport.Reply;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the server whether it would take a task, before the first launch of it. A task that was taken once is not asked
 * about again. The server looks at the task's form, not at whether anybody has such resources.
 */
final class Validation {
    private static final int REMEMBERED = 1_000;

    private final SkyPilotClient client;
    /** Hashes of tasks that the server takes. */
    private final Map<String, Boolean> taken = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    Validation(SkyPilotClient client) {
        this.client = client;
    }

    /**
     * Why the server would refuse it, in its words; empty when it would not. Fails with {@link ReadFailed} when the server
     * does not say.
     *
     * @param task as it is sent
     * @param kind the task without what is different in each launch
     */
    Future<Optional<String>> check(String task, String kind) {
        String hash = hash(kind);
        if (taken.containsKey(hash)) {
            return Future.succeededFuture(Optional.empty());
        }
        ObjectNode body = SkyPilotClient.body();
        body.put("dag", task).putNull("request_options");
        return client.post("/validate", body).map(this::refusal).onSuccess(refusal -> {
            if (refusal.isEmpty()) {
                taken.put(hash, true);
            }
        });
    }

    private Optional<String> refusal(Reply reply) {
        if (reply.status() == 200 && !Answer.isHtml(reply)) {
            return Optional.empty();
        }
        JsonNode detail = Answer.json(reply).path("detail");
        if (reply.status() == 400 && detail.path("message").isTextual()) {
            return Optional.of(Answer.plain(detail.path("message").asText()));
        }
        throw client.failed(reply);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
