package dev.skydeck.sandbox.cluster;

import dev.skydeck.sandbox.cluster.ClusterState.Status;

/** A cluster at one moment. */
public record Cluster(ClusterRecord record, ClusterState state) {
    /** Dollars for an hour of one GPU of any type. Nobody pays them; without a price every cost would be 0. */
    private static final double GPU_HOUR_PRICE = 1.0;

    private static final double SECONDS_PER_HOUR = 3600;

    public String name() {
        return record.name();
    }

    public boolean up() {
        return state.status() == Status.UP;
    }

    /** Until it is down. */
    public boolean exists() {
        return state.status() != Status.GONE;
    }

    /** In dollars. */
    public double cost(double now) {
        return state.used(now) / SECONDS_PER_HOUR * record.gpus() * GPU_HOUR_PRICE;
    }

    Cluster to(ClusterState next) {
        return new Cluster(record, next);
    }
}
