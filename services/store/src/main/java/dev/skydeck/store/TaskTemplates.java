package dev.skydeck.store;

import dev.skydeck.messages.TaskTemplateRequest.DeleteTaskTemplate;
import dev.skydeck.messages.TaskTemplateRequest.ListTaskTemplates;
import dev.skydeck.messages.TaskTemplateRequest.ReadTaskTemplate;
import dev.skydeck.messages.TaskTemplateRequest.WriteTaskTemplate;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.TaskTemplate;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Task templates by name, and which of them an experiment's task is merged from. */
final class TaskTemplates {
    private final Transactions transactions;
    private final Writes writes;

    TaskTemplates(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    Future<List<TaskTemplate>> list(ListTaskTemplates request) {
        return transactions.read(sql -> sql.query("select * from task_templates order by name")
                .map(rows -> rows.stream().map(TaskTemplates::template).toList()));
    }

    Future<TaskTemplate> read(ReadTaskTemplate request) {
        return transactions.read(sql -> one(sql, request.name()));
    }

    Future<Written<TaskTemplate>> write(WriteTaskTemplate request) {
        return writes.command(
                request.command(),
                "WriteTaskTemplate",
                Json.type(TaskTemplate.class),
                change -> find(change.sql, request.name()).compose(before -> write(change, request, before)));
    }

    private static Future<TaskTemplate> write(Change change, WriteTaskTemplate request, Optional<TaskTemplate> before) {
        String name = request.name();
        if (!TaskTemplate.isName(name)) {
            return invalid("name", TaskTemplate.NAME_RULE);
        }
        if (request.yaml().getBytes(StandardCharsets.UTF_8).length > TaskTemplate.MOST_BYTES) {
            return invalid("yaml", "A task template has at most " + TaskTemplate.MOST_BYTES + " bytes.");
        }
        long revision = before.map(TaskTemplate::revision).orElse(0L);
        long expected = request.expectedRevision().orElse(revision);
        if (expected != revision) {
            return Future.failedFuture(new Failure.Outdated("The task template " + name
                    + " was edited meanwhile: it is at revision " + revision + ", not " + expected + "."));
        }
        if (before.isPresent() && before.get().yaml().equals(request.yaml())) {
            return Future.succeededFuture(before.get());
        }
        change.happened(
                "task_template_written",
                null,
                null,
                request.command().actor(),
                Map.of("task_template", name, "revision", revision + 1, "yaml", request.yaml()));
        return change.sql.update("""
                        insert into task_templates (name, yaml, revision, created_at, updated_at) values (?1, ?2, 1, ?3, ?3)
                        on conflict (name) do update set yaml = ?2, revision = revision + 1, updated_at = ?3
                        """, name, request.yaml(), change.now).compose(none -> one(change.sql, name));
    }

    Future<Written<Boolean>> delete(DeleteTaskTemplate request) {
        return writes.command(
                request.command(),
                "DeleteTaskTemplate",
                Json.type(Boolean.class),
                change -> one(change.sql, request.name()).compose(before -> delete(change, request, before)));
    }

    private static Future<Boolean> delete(Change change, DeleteTaskTemplate request, TaskTemplate before) {
        return change.sql.query("""
                        select (select count(*) from experiments where task_template = ?1 and purged = 0) as experiments,
                          (select count(*) from experiment_groups where task_template = ?1) as groups
                        """, before.name()).compose(rows -> {
            long experiments = rows.get(0).number("experiments");
            long groups = rows.get(0).number("groups");
            if (experiments + groups > 0) {
                return Future.failedFuture(new Failure.Conflict("The task template " + before.name()
                        + " is used by " + experiments + " experiments and " + groups
                        + " groups: choose another there first."));
            }
            change.happened(
                    "task_template_deleted",
                    null,
                    null,
                    request.command().actor(),
                    Map.of("task_template", before.name(), "yaml", before.yaml()));
            return change.sql
                    .update("delete from task_templates where name = ?", before.name())
                    .map(true);
        });
    }

    /** Fails with {@code Invalid} when no template has that name; null asks for none. */
    static Future<Void> require(Sql sql, @Nullable String name) {
        return name == null
                ? Future.succeededFuture()
                : find(sql, name)
                        .compose(found -> found.isPresent()
                                ? Future.succeededFuture()
                                : invalid("task_template", "There is no task template with the name " + name + "."));
    }

    /**
     * The texts that the experiment's task is merged from: the default's, that of the first of its groups on the board that
     * names one, its own. None twice.
     */
    static Future<List<String>> ofExperiment(Sql sql, long experimentId) {
        return sql.query("""
                        with chosen (name, place) as (
                          select ?2, 0
                          union all
                          select * from (select g.task_template, 1 from experiment_groups g
                            join experiment_group_members m on m.group_id = g.id
                            where m.experiment_id = ?1 and g.task_template is not null
                            order by g.group_order, g.id limit 1)
                          union all
                          select task_template, 2 from experiments where id = ?1)
                        select t.yaml from task_templates t join chosen c on c.name = t.name
                        group by t.name order by max(c.place)
                        """, experimentId, TaskTemplate.DEFAULT)
                .map(rows -> rows.stream().map(row -> row.text("yaml")).toList());
    }

    private static Future<TaskTemplate> one(Sql sql, String name) {
        return find(sql, name)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(
                                new Failure.NotFound("There is no task template with the name " + name + "."))));
    }

    private static Future<Optional<TaskTemplate>> find(Sql sql, String name) {
        return sql.query("select * from task_templates where name = ?", name)
                .map(rows -> rows.stream().findFirst().map(TaskTemplates::template));
    }

    private static TaskTemplate template(SqlRow row) {
        return new TaskTemplate(
                row.text("name"),
                row.text("yaml"),
                row.number("revision"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private static <T> Future<T> invalid(String field, String sentence) {
        return Future.failedFuture(new Failure.Invalid(sentence, List.of(new Problem(field, "value_error", sentence))));
    }
}
