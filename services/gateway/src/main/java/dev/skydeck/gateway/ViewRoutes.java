package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.SavedViewBody;
import dev.skydeck.gateway.view.SavedViewView;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.SavedViewRequest.CreateSavedView;
import dev.skydeck.messages.SavedViewRequest.DeleteSavedView;
import dev.skydeck.messages.SavedViewRequest.EditSavedView;
import dev.skydeck.messages.SavedViewRequest.ListSavedViews;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.SavedView;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;

/** Views of the board that were given a name. */
final class ViewRoutes {
    private final Bus bus;
    private final Revisions revisions;

    ViewRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    /** One's own and those that are shared. */
    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        return bus.request(new ListSavedViews())
                .map(views -> Reply.of(
                        revision,
                        new SavedViewView.All(views.stream()
                                .filter(view -> view.shared() || view.owner().equals(call.actor()))
                                .map(SavedViewView::of)
                                .toList())));
    }

    /** Whoever has the link may open it. */
    Future<Reply> get(Call call) {
        long revision = revisions.newest();
        String id = call.path("id");
        return bus.request(new ListSavedViews())
                .compose(views -> views.stream()
                        .filter(view -> view.id().equals(id))
                        .findFirst()
                        .map(Future::succeededFuture)
                        .orElseGet(() ->
                                Future.failedFuture(new Failure.NotFound("There is no view with the id " + id + "."))))
                .map(view -> Reply.of(revision, new SavedViewView.One(SavedViewView.of(view))));
    }

    Future<Reply> create(Call call) {
        SavedViewBody body = SavedViewBody.created(call.body());
        return written(new CreateSavedView(
                call.command(),
                body.name().orElseThrow(),
                body.filter().orElse(""),
                body.layout().orElse("{}"),
                body.shared().orElse(false)));
    }

    Future<Reply> edit(Call call) {
        SavedViewBody body = SavedViewBody.edited(call.body());
        return written(new EditSavedView(
                call.command(),
                call.path("id"),
                body.name(),
                body.filter(),
                body.layout(),
                body.shared(),
                call.ifMatch()));
    }

    Future<Reply> delete(Call call) {
        return write(new DeleteSavedView(call.command(), call.path("id")))
                .map(done -> Reply.message(done, "View deleted"));
    }

    private Future<Reply> written(Request<Written<SavedView>> request) {
        return write(request).map(done -> Reply.of(done, new SavedViewView.One(SavedViewView.of(done.value()))));
    }

    private <T> Future<Written<T>> write(Request<Written<T>> request) {
        return bus.request(request).onSuccess(done -> revisions.saw(done.revision()));
    }
}
