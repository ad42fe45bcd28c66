package dev.skydeck.sandbox.skypilot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All requests since the start. A restart forgets them, as a real server's does. */
final class RequestTable {
    /** Requests that are over and kept. A real server keeps them for a day. */
    private static final int KEPT = 2_000;
    /** Results that are kept, in characters: a client that reads a long queue each second would fill the memory. */
    private static final long KEPT_CHARS = 16L << 20;

    private static final JsonObject UNASKED = new JsonObject()
            .put("request_id", "")
            .put("name", "")
            .put("entrypoint", "")
            .put("request_body", "null")
            .put("status", "PENDING")
            .put("created_at", 0.0)
            .put("user_id", "")
            .put("return_value", "null")
            .put("error", "null")
            .putNull("pid")
            .put("schedule_type", "short")
            .putNull("user_name")
            .putNull("cluster_name")
            .putNull("status_msg")
            .put("should_retry", false)
            .putNull("finished_at")
            .putNull("file_mounts_blob_id");

    private final Map<String, ServerRequest> requests = new LinkedHashMap<>();

    void add(ServerRequest request) {
        requests.put(request.id(), request);
        long chars =
                requests.values().stream().mapToLong(ServerRequest::valueChars).sum();
        Iterator<ServerRequest> oldest = requests.values().iterator();
        while ((requests.size() > KEPT || chars > KEPT_CHARS) && oldest.hasNext()) {
            ServerRequest old = oldest.next();
            if (!old.active()) {
                chars -= old.valueChars();
                oldest.remove();
            }
        }
    }

    /** By its id or a beginning of it that fits no other. */
    @Nullable
    ServerRequest find(String idOrPrefix) {
        ServerRequest exact = requests.get(idOrPrefix);
        if (exact != null || idOrPrefix.isEmpty()) {
            return exact;
        }
        List<ServerRequest> fitting = requests.values().stream()
                .filter(request -> request.id().startsWith(idOrPrefix))
                .toList();
        return fitting.size() == 1 ? fitting.get(0) : null;
    }

    /** Null where nobody asked for anything yet. */
    @Nullable
    ServerRequest newest() {
        ServerRequest newest = null;
        for (ServerRequest request : requests.values()) {
            newest = request;
        }
        return newest;
    }

    /** Oldest first. */
    List<ServerRequest> all() {
        return List.copyOf(requests.values());
    }

    static boolean knowsField(String field) {
        return UNASKED.containsKey(field);
    }

    /**
     * Newest first.
     *
     * @param ids beginnings of ids; none means all
     * @param fields a field that is not asked for has its empty value, not none, as recorded; none means all
     */
    JsonArray list(boolean finishedToo, List<String> ids, Set<String> fields, int limit) {
        Stream<ServerRequest> chosen =
                requests.values().stream().sorted((a, b) -> Double.compare(b.createdAt(), a.createdAt()));
        chosen = ids.isEmpty()
                ? chosen.filter(request -> finishedToo || request.active())
                : chosen.filter(request -> ids.stream().anyMatch(request.id()::startsWith));
        JsonArray listed = new JsonArray();
        chosen.limit(limit)
                .map(ServerRequest::listed)
                .map(all -> only(fields, all))
                .forEach(listed::add);
        return listed;
    }

    private static JsonObject only(Set<String> fields, JsonObject all) {
        if (fields.isEmpty()) {
            return all;
        }
        JsonObject some = UNASKED.copy();
        fields.forEach(field -> some.put(field, all.getValue(field)));
        if (fields.contains("user_id")) {
            some.put("user_name", all.getValue("user_name"));
        }
        return some;
    }
}
