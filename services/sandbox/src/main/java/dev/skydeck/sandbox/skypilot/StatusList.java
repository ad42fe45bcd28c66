package dev.skydeck.sandbox.skypilot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/status}: what was asked of the server and how far it is. */
final class StatusList {
    private final RequestTable requests;

    StatusList(RequestTable requests) {
        this.requests = requests;
    }

    void answer(RoutingContext context) {
        List<String> fields = context.request().params().getAll("fields");
        for (String field : fields) {
            if (!RequestTable.knowsField(field)) {
                Answers.detail(context.response(), 400, "Unknown field: " + field);
                return;
            }
        }
        String limit = context.request().getParam("limit");
        int most;
        try {
            most = limit == null ? Integer.MAX_VALUE : Math.max(0, Integer.parseInt(limit));
        } catch (NumberFormatException e) {
            Answers.detail(context.response(), 422, new JsonArray().add(noInteger(limit)));
            return;
        }
        boolean all = QueryFlag.isTrue(context.request().getParam("all_status"));
        List<String> ids = context.request().params().getAll("request_ids");
        Answers.json(context.response(), 200, requests.list(all, ids, Set.copyOf(fields), most));
    }

    private static JsonObject noInteger(@Nullable String limit) {
        return new JsonObject()
                .put("type", "int_parsing")
                .put("loc", new JsonArray().add("query").add("limit"))
                .put("msg", "Input should be a valid integer, unable to parse string as an integer")
                .put("input", limit);
    }
}
