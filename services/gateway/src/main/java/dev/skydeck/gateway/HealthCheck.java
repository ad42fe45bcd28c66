package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.view.Health;
import dev.skydeck.messages.InstallationRequest.Installation;
import io.vertx.core.Future;
import java.util.List;

/** How SkyDeck is. Answers whatever is missing: health that fails with the store says less than health that names it. */
final class HealthCheck {
    private static final Installation NEVER_SEEN = new Installation("", 0, 0, 0, 0, "");

    private final StoreWatch watch;
    private final Sources sources;
    private final Revisions revisions;
    private final GatewayOptions options;

    HealthCheck(StoreWatch watch, Sources sources, Revisions revisions, GatewayOptions options) {
        this.watch = watch;
        this.sources = sources;
        this.revisions = revisions;
        this.options = options;
    }

    Future<Reply> check() {
        return watch.look().transform(looked -> {
            Installation known = watch.last() == null ? NEVER_SEEN : watch.last();
            // A store that did not answer is not asked again: nobody waits twice.
            Future<Integer> clusters = looked.succeeded() ? watch.clusters() : Future.succeededFuture(0);
            return clusters.map(count -> Reply.of(revisions.newest(), health(looked.succeeded(), known, count)));
        });
    }

    private Health health(boolean store, Installation known, int clusters) {
        boolean well = store && sources.isWell(Sources.SKYPILOT) && sources.isWell(Sources.S3);
        return new Health(
                well ? "ok" : "degraded",
                sources.health(Sources.SKYPILOT),
                sources.health(Sources.S3),
                sources.health(Sources.OBSERVATORY),
                known.experiments(),
                known.runningJobs(),
                clusters,
                options.version(),
                options.build(),
                revisions.newest(),
                // The reconciler says nothing by itself, and asking it would make it work: it is not listed.
                List.of(
                        new Health.RolePresence("gateway", true),
                        new Health.RolePresence("store", store),
                        new Health.RolePresence("skypilot", sources.isRunning(Sources.SKYPILOT)),
                        new Health.RolePresence("syncer", sources.isRunning(Sources.S3))),
                known.instanceId(),
                sources.flags());
    }
}
