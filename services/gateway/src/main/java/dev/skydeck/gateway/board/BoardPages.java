package dev.skydeck.gateway.board;

import dev.skydeck.gateway.body.ListParameters;
import dev.skydeck.gateway.filter.Page;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.ApiMapper;
import dev.skydeck.gateway.view.ExperimentView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parts of the board as clients asked for them, each put together and encoded once per revision. All on one event loop,
 * the work itself off it.
 */
public final class BoardPages {
    /** Bytes of answers that are kept. */
    private static final long MAX_KEPT = 32 << 20;

    private final Vertx vertx;
    private final Map<Asked, Future<EncodedPage>> pages = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable Board board;
    private long kept;

    private record Asked(ListParameters parameters, String me) {}

    public BoardPages(Vertx vertx) {
        this.vertx = vertx;
    }

    /** @param me who asks */
    public Future<EncodedPage> get(Board now, ListParameters parameters, String me) {
        if (board != now) {
            pages.clear();
            kept = 0;
            board = now;
        }
        Asked asked = new Asked(parameters, me);
        Future<EncodedPage> known = pages.get(asked);
        if (known != null) {
            return known;
        }
        Future<EncodedPage> page = vertx.executeBlocking(() -> page(now, asked), false);
        pages.put(asked, page);
        page.onComplete(done -> {
            if (done.failed()) {
                pages.remove(asked, page);
            } else if (board == now) {
                kept += done.result().size();
                dropOldest();
            }
        });
        return page;
    }

    private static EncodedPage page(Board board, Asked asked) {
        ListParameters parameters = asked.parameters;
        Page page = Page.of(
                board.candidates(asked.me),
                parameters.filter(),
                parameters.sort(),
                parameters.cursor(),
                parameters.limit());
        List<ExperimentView> views =
                page.experiments().stream().map(ExperimentView::of).toList();
        Object answer = parameters.fields().isPresent()
                ? new Answers.Selected(parameters.fields().get().of(ExperimentView.class, views))
                : new Answers.OfExperiments(views);
        String tag = board.tag() + "-" + Integer.toHexString(asked.hashCode());
        return new EncodedPage(Encoded.of(ApiMapper.bytes(answer), tag), page.next());
    }

    private void dropOldest() {
        for (Iterator<Future<EncodedPage>> oldest = pages.values().iterator(); kept > MAX_KEPT && oldest.hasNext(); ) {
            Future<EncodedPage> page = oldest.next();
            if (page.succeeded()) {
                kept -= page.result().size();
                oldest.remove();
            }
        }
    }
}
