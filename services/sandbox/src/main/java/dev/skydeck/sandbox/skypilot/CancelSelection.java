package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.Job;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which jobs {@code /jobs/cancel} means. Exactly one selector must be there. */
final class CancelSelection {
    private CancelSelection() {}

    static List<Integer> of(List<Job> jobs, JsonObject body, Caller caller) throws PythonError {
        JsonArray ids = body.getJsonArray("job_ids");
        String name = body.getString("name");
        boolean all = body.getBoolean("all");
        boolean allUsers = body.getBoolean("all_users");
        check(ids, name, body.getString("pool"), all, allUsers);
        if (ids != null && !ids.isEmpty()) {
            return ids.stream()
                    .filter(Integer.class::isInstance)
                    .map(Integer.class::cast)
                    .toList();
        }
        List<Integer> matching = jobs.stream()
                .filter(job -> !job.over())
                .filter(job -> name == null || name.equals(job.record().task().name()))
                .filter(job ->
                        !all || allUsers || caller.id().equals(job.record().userHash()))
                .map(Job::id)
                .toList();
        // A real server cancels nothing where a name fits several jobs, and says so only in the request's log.
        return name != null && matching.size() > 1 ? List.of() : matching;
    }

    private static void check(
            @Nullable JsonArray ids, @Nullable String name, @Nullable String pool, boolean all, boolean allUsers)
            throws PythonError {
        List<String> given = new ArrayList<>();
        if (ids != null && !ids.isEmpty()) {
            given.add("job_ids=" + ids.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        if (name != null) {
            given.add("name=" + name);
        }
        if (pool != null) {
            given.add("pool=" + pool);
        }
        if (all || allUsers) {
            given.add(all ? "all" : "all_users");
        }
        if (given.size() != 1) {
            throw new PythonError(
                    "ValueError",
                    "Can only specify one of JOB_IDS, name, pool, or all/all_users. Provided '"
                            + String.join(" ", given) + "'.");
        }
        if (pool != null) {
            throw new PythonError("ValueError", "Pool '" + pool + "' does not exist.");
        }
    }
}
