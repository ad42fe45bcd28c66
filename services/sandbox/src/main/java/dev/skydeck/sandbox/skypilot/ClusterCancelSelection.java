package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.cluster.ClusterRefused;
import dev.skydeck.sandbox.job.Job;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** Which jobs of a cluster {@code /cancel} means: those named, all, or the latest that runs. */
final class ClusterCancelSelection {
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private ClusterCancelSelection() {}

    /** @param jobs newest first */
    static List<Integer> of(List<Job> jobs, JsonObject body, ServerRequest request) throws ClusterRefused {
        JsonArray ids = body.getJsonArray("job_ids");
        boolean all = body.getBoolean("all");
        boolean allUsers = body.getBoolean("all_users");
        if (all && ids != null) {
            throw ClusterRefused.bothAllAndIds();
        }
        List<Integer> chosen = jobs.stream()
                .filter(job -> !job.over())
                .filter(job -> ids != null
                        ? ids.contains(job.id())
                        : allUsers || request.caller().id().equals(job.record().userHash()))
                .filter(job -> ids != null
                        || all
                        || allUsers
                        || ClusterJobRow.status(job).equals("RUNNING"))
                .limit(ids != null || all || allUsers ? Long.MAX_VALUE : 1)
                .map(Job::id)
                .toList();
        String whose = allUsers
                ? "all users' jobs"
                : all
                        ? "all your jobs"
                        : ids == null
                                ? "latest running job"
                                : "jobs (" + ids.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
        tell(request, body.getString("cluster_name"), whose, chosen);
        return chosen;
    }

    private static void tell(ServerRequest request, String cluster, String whose, List<Integer> chosen) {
        request.console().say(YELLOW + "Cancelling " + whose + " on cluster '" + cluster + "'..." + PLAIN);
        request.console()
                .say(
                        chosen.isEmpty()
                                ? "No jobs cancelled. They may be in terminal states."
                                : "Cancelled job ID(s): "
                                        + chosen.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
}
