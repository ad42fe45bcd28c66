package dev.skydeck.gateway.board;

import dev.skydeck.messages.Event.Changed;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
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
 * had heard of when they asked, so a client that wrote reads its own write. All on one event loop. {@link BoardReading} puts
 * pages together.
 */
public final class BoardCache {
    private static final int PAGE = 250;
    /** A reading is begun again when what was committed between its pages was not heard of, or too big to be told. */
    private static final int MAX_RESTARTS = 5;

    private static final long HEARD_WITHIN_MILLIS = 200;

    private final Vertx vertx;
    private final Bus bus;
    private final Revisions revisions;
    private final String process = UUID.randomUUID().toString().substring(0, 8);
    private final List<Waiter> waiters = new ArrayList<>();
    private @Nullable Board board;
    private @Nullable BoardReading reading;
    private @Nullable Promise<Void> heardAll;
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
        if (reading != null) {
            return;
        }
        reads++;
        long number = reads;
        attempt(MAX_RESTARTS).onComplete(done -> {
            reading = null;
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

    /** Takes in what the store told, for a reading that is under way. */
    public void changed(Changed change) {
        BoardReading current = reading;
        if (current != null) {
            current.heard(change);
            if (current.isWhole()) {
                Promise<Void> waiting = heardAll;
                if (waiting != null) {
                    waiting.tryComplete();
                }
            }
        }
    }

    private Future<Board> attempt(int restarts) {
        BoardReading pages = new BoardReading();
        reading = pages;
        return from(pages, 0).compose(read -> whole(pages)).compose(whole -> {
            if (whole) {
                pages.merge();
                String tag = process + '-' + reads;
                return vertx.executeBlocking(
                        () -> Board.of(pages.revision(), pages.groups(), pages.experiments(), tag));
            }
            return restarts > 0
                    ? attempt(restarts - 1)
                    : Future.failedFuture(new Failure.Unavailable(
                            Failure.Unavailable.Reason.UNABLE,
                            "The board changes faster than it can be read; try again."));
        });
    }

    private Future<Void> from(BoardReading pages, long after) {
        return bus.request(new ReadBoard(after, PAGE)).compose(page -> {
            boolean last = !page.more() || page.experiments().isEmpty();
            long lastId = last
                    ? Long.MAX_VALUE
                    : page.experiments().get(page.experiments().size() - 1).id();
            pages.add(page, lastId);
            return last ? Future.succeededFuture() : from(pages, lastId);
        });
    }

    /** A page may come before the events of the changes that it shows. */
    private Future<Boolean> whole(BoardReading pages) {
        Promise<Void> waiting = Promise.promise();
        heardAll = waiting;
        long timer = pages.isWhole() ? -1 : vertx.setTimer(HEARD_WITHIN_MILLIS, id -> waiting.tryComplete());
        if (timer < 0) {
            waiting.complete();
        }
        return waiting.future().map(none -> {
            vertx.cancelTimer(timer);
            return pages.isWhole() && !pages.isCut();
        });
    }
}
