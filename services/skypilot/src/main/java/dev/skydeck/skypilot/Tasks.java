package dev.skydeck.skypilot;

import dev.skydeck.messages.TaskRequest.CheckTaskTemplate;
import dev.skydeck.messages.TaskRequest.ShowTask;
import dev.skydeck.messages.TaskRequest.TaskShown;
import dev.skydeck.messages.TaskTemplateRequest.ReadExperimentTask;
import dev.skydeck.messages.TaskTemplateRequest.TaskSource;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Shows and checks what would be launched, without launching it. */
final class Tasks {
    private final Bus bus;
    private final TaskBuilder builder;
    private final Validation validation;
    private final Knowledge knowledge;

    Tasks(Bus bus, TaskBuilder builder, Validation validation, Knowledge knowledge) {
        this.bus = bus;
        this.builder = builder;
        this.validation = validation;
        this.knowledge = knowledge;
    }

    Future<TaskShown> show(ShowTask request) {
        return bus.request(new ReadExperimentTask(request.experimentId())).compose(source -> {
            try {
                String yaml = builder.shown(source, knowledge.server());
                return request.validate() ? checked(source, yaml) : shown(yaml, Optional.empty(), false);
            } catch (TaskRefused e) {
                return Future.failedFuture(new Failure.Invalid(
                        e.sentence(), List.of(new Problem("task_template", "value_error", e.sentence()))));
            }
        });
    }

    private Future<TaskShown> checked(TaskSource source, String yaml) throws TaskRefused {
        String task = builder.task(source, knowledge.server());
        return validation
                .check(task, builder.kind(source, knowledge.server()))
                .compose(problem -> shown(yaml, problem, true))
                .recover(failure -> failure instanceof ReadFailed read
                        ? Future.failedFuture(
                                new Failure.Unavailable(Failure.Unavailable.Reason.UNABLE, read.sentence()))
                        : Future.failedFuture(failure));
    }

    private static Future<TaskShown> shown(String yaml, Optional<String> problem, boolean checked) {
        return Future.succeededFuture(new TaskShown(yaml, problem.stream().toList(), checked));
    }

    Future<List<String>> check(CheckTaskTemplate request) {
        return Future.succeededFuture(TaskTemplateText.problems(request.yaml()));
    }
}
