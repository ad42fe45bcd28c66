package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.Job;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which jobs {@code /jobs/cancel} means. Exactly one selector must be there. */
final class CancelSelection {
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private CancelSelection() {}

    /** Tells whoever waits what becomes of the cancel. */
    static List<Integer> of(List<Job> jobs, JsonObject body, ServerRequest request) throws PythonError {
        JsonArray ids = body.getJsonArray("job_ids");
        String name = body.getString("name");
        boolean all = body.getBoolean("all");
        boolean allUsers = body.getBoolean("all_users");
        check(ids, name, body.getString("pool"), all, allUsers);
        if (ids != null && !ids.isEmpty()) {
            return told(request, "", byId(jobs, ids, request));
        }
        Caller caller = request.caller();
        List<Integer> matching = jobs.stream()
                .filter(job -> !job.over())
                .filter(job -> name == null || name.equals(job.record().task().name()))
                .filter(job ->
                        !all || allUsers || caller.id().equals(job.record().userHash()))
                .map(Job::id)
                .toList();
        if (name == null) {
            return told(request, "", matching);
        }
        if (matching.size() == 1) {
            return told(request, "'" + name + "' ", matching);
        }
        // A real server cancels nothing where a name fits several jobs, and says so only here.
        String why = matching.isEmpty()
                ? "No running job found with name '" + name + "'."
                : RED + "Multiple running jobs found with name '" + name + "'.\nJob IDs: " + matching + PLAIN;
        request.console().say(why);
        return List.of();
    }

    private static List<Integer> byId(List<Job> jobs, JsonArray ids, ServerRequest request) {
        List<Integer> running = new ArrayList<>();
        for (Object id : ids) {
            Optional<Job> job = jobs.stream().filter(any -> id.equals(any.id())).findFirst();
            if (job.isEmpty()) {
                request.console().say("Job " + id + " not found. Skipped.");
            } else if (job.get().over()) {
                String status = job.get().state().status();
                request.console().say("Job " + id + " is already in terminal state " + status + ". Skipped.");
            } else {
                running.add(job.get().id());
            }
        }
        return running;
    }

    private static List<Integer> told(ServerRequest request, String name, List<Integer> ids) {
        String listed = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String which = ids.size() == 1 ? "Job with ID " + listed + " is" : "Jobs with IDs " + listed + " are";
        request.console().say(ids.isEmpty() ? "No job to cancel." : name + which + " scheduled to be cancelled.");
        return ids;
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
