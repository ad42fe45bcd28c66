package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.SetDesiredStateBody;
import dev.skydeck.gateway.body.SweepBody;
import dev.skydeck.gateway.view.BatchView;
import dev.skydeck.gateway.view.SweepView;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.SweepRequest.CreateSweep;
import dev.skydeck.messages.SweepRequest.EditSweep;
import dev.skydeck.messages.SweepRequest.ListSweeps;
import dev.skydeck.messages.SweepRequest.PreviewSweep;
import dev.skydeck.messages.SweepRequest.ReadSweep;
import dev.skydeck.messages.SweepRequest.SetSweepState;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;

/** Sweeps: experiments for every combination of some flags' values. */
final class SweepRoutes {
    private static final int LIMIT = 100;
    private static final int MAX_LIMIT = 500;

    private final Bus bus;
    private final Revisions revisions;

    SweepRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> preview(Call call) {
        long revision = revisions.newest();
        return bus.request(new PreviewSweep(SweepBody.plan(call.body())))
                .map(preview -> Reply.of(revision, SweepView.Preview.of(preview), preview.warnings()));
    }

    Future<Reply> create(Call call) {
        return write(new CreateSweep(call.command(), SweepBody.plan(call.body())))
                .map(done -> Reply.of(done, SweepView.Detail.of(done.value())));
    }

    Future<Reply> list(Call call) {
        int skip = (int) call.whole("cursor", 0, 0, Integer.MAX_VALUE);
        int limit = (int) call.whole("limit", LIMIT, 1, MAX_LIMIT);
        return bus.request(new ListSweeps(skip, limit))
                .map(page -> Reply.of(page.revision(), SweepView.Page.of(page, skip)));
    }

    Future<Reply> get(Call call) {
        long revision = revisions.newest();
        return bus.request(new ReadSweep(call.path("id")))
                .map(detail -> Reply.of(revision, SweepView.Detail.of(detail)));
    }

    Future<Reply> patch(Call call) {
        SweepBody.Edit edit = SweepBody.edit(call.body());
        return write(new EditSweep(
                        call.command(), call.path("id"), edit.name(), edit.maxParallel(), edit.stop(), call.ifMatch()))
                .map(done -> Reply.of(done, new SweepView.One(SweepView.of(done.value()))));
    }

    /** Run, stop or terminate every member. */
    Future<Reply> setState(Call call) {
        SetDesiredStateBody body = SetDesiredStateBody.read(call.body());
        return write(new SetSweepState(call.command(), call.path("id"), body.desiredState()))
                .map(done -> Reply.of(done, BatchView.of(done)));
    }

    private <T> Future<Written<T>> write(Request<Written<T>> request) {
        return bus.request(request).onSuccess(done -> revisions.saw(done.revision()));
    }
}
