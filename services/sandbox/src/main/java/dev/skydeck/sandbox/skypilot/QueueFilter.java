package dev.skydeck.sandbox.skypilot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The filters of a queue request, but for {@code statuses}, which the counts leave out of account. */
final class QueueFilter {
    private QueueFilter() {}

    static Predicate<JsonObject> of(JsonObject body, Caller caller) {
        Predicate<JsonObject> filter = row -> true;
        if (!body.getBoolean("all_users")) {
            filter = filter.and(row -> caller.id().equals(row.getString("user_hash")));
        }
        if (body.getBoolean("skip_finished")) {
            // A row has an end time once its status is final, and never before.
            filter = filter.and(row -> row.getValue("end_at") == null);
        }
        JsonArray ids = body.getJsonArray("job_ids");
        if (ids != null) {
            filter = filter.and(row -> ids.contains(row.getInteger("job_id")));
        }
        filter = filter.and(like(body.getString("name_match"), "job_name"));
        filter = filter.and(like(body.getString("user_match"), "user_name"));
        filter = filter.and(like(body.getString("workspace_match"), "workspace"));
        if (body.getString("pool_match") != null) {
            filter = filter.and(row -> false);
        }
        String infra = body.getString("infra_match");
        if (infra != null) {
            filter = filter.and(row -> inInfra(row, infra.toLowerCase(Locale.ROOT)));
        }
        return filter.and(submitted(body.getDouble("submitted_after"), body.getDouble("submitted_before")));
    }

    /** As in {@code sandbox/local}; null where a job never ran. */
    static @Nullable String infra(JsonObject row) {
        String cloud = row.getString("cloud");
        return cloud.equals("-") ? null : cloud.toLowerCase(Locale.ROOT) + "/" + row.getString("region");
    }

    private static boolean inInfra(JsonObject row, String wanted) {
        String infra = infra(row);
        return infra != null && (infra + "/").startsWith(wanted + "/");
    }

    /** A part of the text in which SQL's wildcards work, because a real server hands it to LIKE. */
    private static Predicate<JsonObject> like(@Nullable String wanted, String key) {
        if (wanted == null) {
            return row -> true;
        }
        StringBuilder regex = new StringBuilder(".*");
        wanted.codePoints()
                .forEach(c -> regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c))));
        Pattern pattern = Pattern.compile(regex.append(".*").toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return row -> pattern.matcher(row.getString(key)).matches();
    }

    /** A job that is not submitted yet counts as submitted now. */
    private static Predicate<JsonObject> submitted(@Nullable Double after, @Nullable Double before) {
        double now = System.currentTimeMillis() / 1e3;
        return row -> {
            Double given = row.getDouble("submitted_at");
            double at = given == null ? now : given;
            return (after == null || at >= after) && (before == null || at <= before);
        };
    }
}
