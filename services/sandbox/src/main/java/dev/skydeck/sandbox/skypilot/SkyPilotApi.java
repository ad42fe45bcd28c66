package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.cluster.Clusters;
import dev.skydeck.sandbox.fault.FaultSwitch;
import dev.skydeck.sandbox.job.Jobs;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** The routes of a SkyPilot API server that the sandbox has. Everything else is 404, as an unknown route is. */
public final class SkyPilotApi {
    private final Vertx vertx;
    private final Jobs jobs;
    private final Clusters clusters;
    private final Values values;

    /** @param values what becomes of the results of requests */
    public SkyPilotApi(Vertx vertx, Jobs jobs, Clusters clusters, Values values) {
        this.vertx = vertx;
        this.jobs = jobs;
        this.clusters = clusters;
        this.values = values;
    }

    /** Changes the results of requests. */
    public interface Values {
        /**
         * @param path of the route
         * @param value JSON text
         * @throws FaultSwitch.ControllerDown when the request is to fail so
         */
        String of(String path, String value) throws FaultSwitch.ControllerDown;
    }

    public Router router() {
        RequestTable requests = new RequestTable();
        Routes routes = new Routes(vertx, requests, values);
        new RequestRoutes(requests).add(routes);
        new JobRoutes(vertx, jobs).add(routes);
        new ClusterRoutes(clusters).add(routes);
        new ClusterJobRoutes(vertx, clusters).add(routes);
        new ServerRoutes(new People(requests, jobs, clusters)).add(routes);
        routes.posted("/validate", new Validate()::answer);
        return routes.router();
    }
}
