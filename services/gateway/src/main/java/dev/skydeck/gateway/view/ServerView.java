package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.Server;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SkyPilot server as clients see it. */
public record ServerView(
        long number,
        String url,
        String userHash,
        @Nullable String workspace,
        @Nullable Long jobs,
        @Nullable String observedAt,
        @Nullable String replacedAt,
        @Nullable String retiredAt) {

    /** The answer with all of them. */
    public record All(List<ServerView> servers) {}

    /** The answer with one. */
    public record One(ServerView server) {}

    public static ServerView of(Server server) {
        return new ServerView(
                server.number(),
                server.url(),
                server.userHash(),
                server.workspace(),
                server.jobs() < 0 ? null : server.jobs(),
                time(server.observedAt()),
                time(server.replacedAt()),
                time(server.retiredAt()));
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : Times.zoned(at);
    }
}
