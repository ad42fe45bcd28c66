package dev.skydeck.sandbox.cluster;

import dev.skydeck.sandbox.task.Autostop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster stands. Times are epoch seconds.
 *
 * @param launchedAt when it last came up, or was made
 * @param everUp whether it was ever up
 * @param autostop null where it does not end by itself
 * @param autostopSince when that was set
 * @param lastUse free text of the client that last launched or executed something on it
 * @param events oldest first
 * @param usages when it had its nodes, oldest first
 */
public record ClusterState(
        Status status,
        double launchedAt,
        double statusSince,
        boolean everUp,
        @Nullable Autostop autostop,
        double autostopSince,
        String lastUse,
        List<Event> events,
        List<Usage> usages) {

    /** SkyPilot's words, but for the last, for which it has none. */
    public enum Status {
        INIT,
        UP,
        STOPPED,
        GONE
    }

    /** What happened to it, in a sentence. */
    public record Event(String reason, double at) {}

    /** @param until null as long as it lasts */
    public record Usage(double from, @Nullable Double until) {}

    static ClusterState made(String command, double now) {
        return new ClusterState(Status.GONE, now, now, false, null, now, command, List.of(), List.of());
    }

    /** Its nodes are being had; nothing changes in what it already has. */
    ClusterState provision(double now) {
        boolean has = holdsNodes();
        return new ClusterState(
                Status.INIT,
                has ? launchedAt : now,
                now,
                everUp,
                // As a real server, which would otherwise stop it at once.
                autostop != null && autostop.idleMinutes() == 0 ? null : autostop,
                autostopSince,
                lastUse,
                plus(events, new Event("Provisioning on sandbox in local", now)),
                has ? usages : plus(usages, new Usage(now, null)));
    }

    ClusterState up(int nodes, double now) {
        List<Event> told = plus(events, new Event("Instances launched on sandbox in local", now));
        told = plus(told, new Event("Cluster successfully provisioned with " + nodes + " nodes", now));
        return new ClusterState(Status.UP, now, now, true, autostop, autostopSince, lastUse, told, usages);
    }

    /** Its nodes are given back. */
    ClusterState leave(Status to, String reason, double now) {
        List<Usage> ended = usages.stream()
                .map(usage -> usage.until() == null ? new Usage(usage.from(), now) : usage)
                .toList();
        List<Event> told = plus(events, new Event(reason, now));
        return new ClusterState(to, launchedAt, now, everUp, autostop, autostopSince, lastUse, told, ended);
    }

    ClusterState with(@Nullable Autostop wish, double now) {
        return new ClusterState(status, launchedAt, statusSince, everUp, wish, now, lastUse, events, usages);
    }

    ClusterState usedBy(String command) {
        return new ClusterState(
                status, launchedAt, statusSince, everUp, autostop, autostopSince, command, events, usages);
    }

    boolean holdsNodes() {
        return status == Status.INIT || status == Status.UP;
    }

    /** Seconds in all. */
    public double used(double now) {
        return usages.stream()
                .mapToDouble(usage -> (usage.until() == null ? now : usage.until()) - usage.from())
                .sum();
    }

    private static <T> List<T> plus(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer);
    }
}
