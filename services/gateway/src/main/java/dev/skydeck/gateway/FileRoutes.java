package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.view.FileViews;
import dev.skydeck.messages.FileRequest.BackUp;
import dev.skydeck.messages.FileRequest.CheckFile;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The database file: copies of it, and whether it is sound. */
final class FileRoutes {
    /** A large file takes longer than a request usually may. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Bus bus;
    private final Revisions revisions;

    FileRoutes(Vertx vertx, Revisions revisions) {
        this.bus = new VertxBus(vertx, PATIENCE);
        this.revisions = revisions;
    }

    Future<Reply> backUp(Call call) {
        return bus.request(new BackUp()).map(report -> Reply.of(report.revision(), FileViews.Backup.of(report)));
    }

    Future<Reply> check(Call call) {
        long revision = revisions.newest();
        return bus.request(new CheckFile()).map(report -> Reply.of(revision, FileViews.Report.of(report)));
    }
}
