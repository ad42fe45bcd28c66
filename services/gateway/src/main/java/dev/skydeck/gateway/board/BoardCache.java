package dev.skydeck.gateway.board;

import dev.skydeck.messages.ExperimentRequest.BoardPage;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Group;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The board, read and encoded once per revision. Who asks gets a board that is at least as new as anything this process
 * had heard of when they asked, so a client that wrote reads its own write. All on one event loop.
 */
public final class BoardCache {
    private static final int PAGE = 250;
    /** Pages belong together only at one revision; a store that is written all the time is tried again this often. */
    private static final int MAX_RESTARTS = 20;

    private final Vertx vertx;
    private final Bus bus;
    private final Revisions revisions;
    private final String process = UUID.randomUUID().toString().substring(0, 8);
    private final List<Waiter> waiters = new ArrayList<>();
    private @Nullable Board board;
    private boolean reading;
    private long reads;

    /** @param asked number of the reads begun before they came: any later one satisfies them */
    private record Waiter(long needed, long asked, Promise<Board> promise) {}

    public BoardCache(Vertx vertx, Bus bus, Revisions revisions) {
        this.vertx = vertx;
        this.bus = bus;
        this.revisions = revisions;
    }

    /**
     * The board, read again only if a newer revision is known.
     *
     * @param atLeast a revision that the asker has seen; 0 for none
     */
    public Future<Board> get(long atLeast) {
        long needed = Math.max(atLeast, revisions.newest());
        if (board != null && board.revision() >= needed) {
            return Future.succeededFuture(board);
        }
        Promise<Board> promise = Promise.promise();
        waiters.add(new Waiter(needed, reads, promise));
        read();
        return promise.future();
    }

    /** Forgets the board, as when the store's file was replaced. */
    public void forget() {
        board = null;
    }

    private void read() {
        if (reading) {
            return;
        }
        reading = true;
        reads++;
        long number = reads;
        attempt(MAX_RESTARTS).onComplete(done -> {
            reading = false;
            if (done.succeeded()) {
                board = done.result();
                revisions.saw(board.revision());
            }
            answer(number, done);
            if (!waiters.isEmpty()) {
                read();
            }
        });
    }

    private void answer(long number, AsyncResult<Board> done) {
        List<Waiter> served = new ArrayList<>();
        for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
            Waiter waiter = all.next();
            boolean begunLater = number > waiter.asked;
            if (done.failed() || begunLater || done.result().revision() >= waiter.needed) {
                all.remove();
                served.add(waiter);
            }
        }
        served.forEach(waiter -> waiter.promise.handle(done));
    }

    private Future<Board> attempt(int restarts) {
        Pages pages = new Pages();
        return pages.from(0).compose(whole -> {
            if (whole) {
                String tag = process + '-' + reads;
                return vertx.executeBlocking(() -> Board.of(pages.revision, pages.groups, pages.experiments, tag));
            }
            return restarts > 0
                    ? attempt(restarts - 1)
                    : Future.failedFuture(new Failure.Unavailable(
                            Failure.Unavailable.Reason.UNABLE,
                            "The board changes faster than it can be read; try again."));
        });
    }

    /** The pages of one attempt. */
    private final class Pages {
        private final List<Group> groups = new ArrayList<>();
        private final List<Experiment> experiments = new ArrayList<>();
        private long revision;

        /** False when a page was of another revision than the first. */
        Future<Boolean> from(long after) {
            return bus.request(new ReadBoard(after, PAGE)).compose(page -> {
                if (after == 0) {
                    revision = page.revision();
                    groups.addAll(page.groups());
                } else if (page.revision() != revision) {
                    return Future.succeededFuture(false);
                }
                experiments.addAll(page.experiments());
                return isLast(page) ? Future.succeededFuture(true) : from(lastId(page));
            });
        }

        private static boolean isLast(BoardPage page) {
            return !page.more() || page.experiments().isEmpty();
        }

        private static long lastId(BoardPage page) {
            return page.experiments().get(page.experiments().size() - 1).id();
        }
    }
}
