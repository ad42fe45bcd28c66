package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.gateway.body.TaskTemplateBody;
import dev.skydeck.gateway.view.TaskTemplateView;
import dev.skydeck.gateway.view.TaskView;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.TaskRequest.CheckTaskTemplate;
import dev.skydeck.messages.TaskRequest.ShowTask;
import dev.skydeck.messages.TaskTemplateRequest.DeleteTaskTemplate;
import dev.skydeck.messages.TaskTemplateRequest.ListTaskTemplates;
import dev.skydeck.messages.TaskTemplateRequest.ReadTaskTemplate;
import dev.skydeck.messages.TaskTemplateRequest.WriteTaskTemplate;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;

/** SkyPilot's task of an experiment, and the templates that tasks start from. */
final class TaskRoutes {
    private final Bus bus;
    private final Revisions revisions;

    TaskRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> task(Call call) {
        long revision = revisions.newest();
        boolean validate = QueryText.bool("validate", call.query("validate"), false);
        return bus.request(new ShowTask(call.experimentId(), validate))
                .map(shown -> Reply.of(revision, TaskView.of(shown)));
    }

    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        return bus.request(new ListTaskTemplates())
                .map(templates -> Reply.of(
                        revision,
                        new TaskTemplateView.All(
                                templates.stream().map(TaskTemplateView::of).toList())));
    }

    Future<Reply> get(Call call) {
        long revision = revisions.newest();
        return bus.request(new ReadTaskTemplate(call.path("name")))
                .map(template -> Reply.of(revision, new TaskTemplateView.One(TaskTemplateView.of(template))));
    }

    Future<Reply> put(Call call) {
        String yaml = TaskTemplateBody.read(call.body()).yaml();
        return bus.request(new CheckTaskTemplate(yaml))
                .compose(problems -> problems.isEmpty()
                        ? write(new WriteTaskTemplate(call.command(), call.path("name"), yaml, call.ifMatch()))
                        : Future.failedFuture(invalid(problems)))
                .map(done -> Reply.of(done, new TaskTemplateView.One(TaskTemplateView.of(done.value()))));
    }

    Future<Reply> delete(Call call) {
        return write(new DeleteTaskTemplate(call.command(), call.path("name")))
                .map(done -> Reply.message(done, "Task template deleted"));
    }

    private static Failure invalid(List<String> problems) {
        return new Failure.Invalid(
                problems.get(0),
                problems.stream()
                        .map(problem -> new Problem("yaml", "value_error", problem))
                        .toList());
    }

    private <T> Future<Written<T>> write(Request<Written<T>> request) {
        return bus.request(request).onSuccess(done -> revisions.saw(done.revision()));
    }
}
