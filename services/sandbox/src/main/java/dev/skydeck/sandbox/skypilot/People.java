package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.cluster.Clusters;
import dev.skydeck.sandbox.job.Clock;
import dev.skydeck.sandbox.job.Jobs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who is known: the user that the sandbox runs as, and whoever asked for something or has something. */
final class People {
    private final double since = Clock.now();
    private final RequestTable requests;
    private final Jobs jobs;
    private final Clusters clusters;

    People(RequestTable requests, Jobs jobs, Clusters clusters) {
        this.requests = requests;
        this.jobs = jobs;
        this.clusters = clusters;
    }

    JsonArray list() {
        Map<String, JsonObject> known = new LinkedHashMap<>();
        Caller own = Caller.own();
        known.put(own.id(), person(own, since, "system"));
        jobs.all().stream()
                .map(job -> job.record())
                .forEach(job -> see(known, new Caller(job.userHash(), job.userName()), job.createdAt()));
        clusters.all().stream()
                .map(cluster -> cluster.record())
                .forEach(cluster -> see(known, new Caller(cluster.userHash(), cluster.userName()), cluster.madeAt()));
        requests.all().forEach(request -> see(known, request.caller(), request.createdAt()));
        JsonArray list = new JsonArray();
        known.values().forEach(list::add);
        return list;
    }

    private static void see(Map<String, JsonObject> known, Caller caller, double at) {
        JsonObject person = known.computeIfAbsent(caller.id(), id -> person(caller, at, "legacy"));
        person.put("created_at", Math.min(person.getLong("created_at"), (long) at));
    }

    private static JsonObject person(Caller caller, double at, String type) {
        return new JsonObject()
                .put("id", caller.id())
                .put("name", caller.name())
                .put("created_at", (long) at)
                .put("role", "admin")
                .put("user_type", type);
    }
}
