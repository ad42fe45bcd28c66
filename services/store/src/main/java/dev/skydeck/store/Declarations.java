package dev.skydeck.store;

import dev.skydeck.messages.ExperimentRequest.CreateExperiment;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.SeedExperiments;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Creating experiments and editing their specification. */
final class Declarations {
    private final Writes writes;

    Declarations(Writes writes) {
        this.writes = writes;
    }

    Future<Written<Experiment>> create(CreateExperiment request) {
        return writes.command(
                request.command(),
                "CreateExperiment",
                Json.type(Experiment.class),
                change -> insert(change, request.command().actor(), request.seed(), request.place())
                        .compose(id -> ExperimentRows.one(change.sql, id)));
    }

    Future<Written<List<Experiment>>> seed(SeedExperiments request) {
        return writes.command(
                request.command(),
                "SeedExperiments",
                Json.listOf(Experiment.class),
                change -> change.sql
                        .query("select (select count(*) from experiments) + (select count(*) from experiment_groups)"
                                + " as present")
                        .compose(rows -> rows.get(0).number("present") > 0
                                ? Future.succeededFuture(List.of())
                                : seed(change, request)));
    }

    private static Future<List<Experiment>> seed(Change change, SeedExperiments request) {
        String actor = request.command().actor();
        Future<List<Long>> ids = Future.succeededFuture(new ArrayList<>());
        for (int i = 0; i < request.seeds().size(); i++) {
            Seed seed = request.seeds().get(i);
            BoardPlace place = new BoardPlace(null, i, false, false);
            ids = ids.compose(made -> insert(change, actor, seed, place).map(id -> {
                made.add(id);
                return made;
            }));
        }
        return ids.compose(made -> Groups.insert(change, actor, request.groupName(), List.of(), null)
                .compose(group -> Memberships.append(change, group, made))
                .compose(none -> ExperimentRows.byIds(change.sql, made)));
    }

    /** Answers its id. */
    static Future<Long> insert(Change change, String actor, Seed seed, BoardPlace place) {
        return insert(change, actor, seed, place, Flags.NONE);
    }

    /**
     * Answers its id.
     *
     * @param settled flags that nobody sets now, such as those of the original of a copy
     */
    static Future<Long> insert(Change change, String actor, Seed seed, BoardPlace place, Flags settled) {
        return FlagGuard.checked(change, seed.spec(), settled)
                .compose(spec -> insertChecked(change, actor, seed.with(spec), place));
    }

    private static Future<Long> insertChecked(Change change, String actor, Seed seed, BoardPlace place) {
        ExperimentSpec spec = seed.spec();
        Annotations notes = seed.annotations();
        boolean wanted = seed.desiredState() == DesiredState.RUNNING;
        var problem = Specs.problem(spec);
        if (problem.isPresent()) {
            return Future.failedFuture(problem.get());
        }
        return requireFree(change.sql, spec.name(), 0)
                .compose(none -> TaskTemplates.require(change.sql, spec.taskTemplate()))
                .compose(none -> change.sql.query(
                        """
                        insert into experiments (name, desired_state, current_state, flags, base_command, tool_path,
                          git_branch, nodes, gpus, accelerator, instance_type, cloud, spot, description, wandb_link, tags,
                          exp_group, exp_order, is_expanded, starred, run_request, owner, spec_revision, created_at, updated_at,
                          task_template, cluster, stop_cluster, restart, max_retries, infra_retries, stop_rules, priority)
                        values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,1,?,?,?,?,?,?,?,?,?,?) returning id
                        """,
                        spec.name(),
                        seed.desiredState(),
                        CurrentState.INIT,
                        Json.text(spec.flags()),
                        spec.baseCommand(),
                        spec.toolPath(),
                        spec.gitBranch(),
                        spec.nodes(),
                        spec.gpus(),
                        spec.accelerator(),
                        spec.instanceType(),
                        spec.cloud(),
                        spec.spot(),
                        notes.description(),
                        notes.wandbLink(),
                        Json.text(notes.tags()),
                        place.groupLabel(),
                        place.order(),
                        place.expanded(),
                        place.starred(),
                        wanted ? 1 : 0,
                        actor,
                        change.now,
                        change.now,
                        spec.taskTemplate(),
                        spec.cluster(),
                        spec.stopCluster(),
                        seed.rules().restart(),
                        seed.rules().maxRetries(),
                        seed.rules().infraRetries(),
                        StopRuleTexts.text(seed.rules().stop()),
                        seed.priority()))
                .map(rows -> {
                    long id = rows.get(0).number("id");
                    change.experiment(id);
                    change.undoStep(new UndoStep.Remove(id));
                    change.happened(
                            "experiment_created",
                            id,
                            null,
                            actor,
                            Map.of(
                                    "spec", spec,
                                    "desired_state", seed.desiredState(),
                                    "rules", seed.rules(),
                                    "priority", seed.priority()));
                    return id;
                })
                .compose(id -> Holds.created(change, id, actor).map(id));
    }

    Future<Written<Experiment>> edit(EditExperiment request) {
        return writes.command(
                request.command(),
                "EditExperiment",
                Json.type(Experiment.class),
                change -> ExperimentRows.one(change.sql, request.id())
                        .compose(before -> edit(change, request.command().actor(), before, request.edit())));
    }

    static Future<Experiment> edit(Change change, String actor, Experiment before, SpecEdit edit) {
        ExperimentSpec spec = Specs.edited(before.spec(), edit);
        Flags settled = Objects.equals(spec.toolPath(), before.spec().toolPath())
                ? before.spec().flags()
                : Flags.NONE;
        return FlagGuard.checked(change, spec, settled)
                .compose(checked -> editChecked(change, actor, before, edit, checked));
    }

    private static Future<Experiment> editChecked(
            Change change, String actor, Experiment before, SpecEdit edit, ExperimentSpec spec) {
        var problem = Specs.problem(spec);
        if (problem.isPresent()) {
            return Future.failedFuture(problem.get());
        }
        if (before.deleted() || before.desiredState() == DesiredState.TERMINATED) {
            return Future.failedFuture(
                    new Failure.Conflict("The experiment " + before.spec().name() + " is "
                            + (before.deleted() ? "deleted" : "terminated") + ": it cannot be edited."));
        }
        long expected = edit.expectedSpecRevision().orElse(before.specRevision());
        if (expected != before.specRevision()) {
            return Future.failedFuture(new Failure.Outdated("The experiment "
                    + before.spec().name()
                    + " was edited meanwhile: its specification is at revision " + before.specRevision() + ", not "
                    + expected + "."));
        }
        Annotations notes = Specs.edited(before.annotations(), edit);
        String owner = Specs.cleared(edit.owner(), before.owner());
        int priority = edit.priority().orElse(before.priority());
        RunRules rules = before.rules().with(edit.rules());
        if (spec.equals(before.spec())
                && notes.equals(before.annotations())
                && Objects.equals(owner, before.owner())
                && priority == before.priority()
                && rules.equals(before.rules())) {
            return Future.succeededFuture(before);
        }
        change.experiment(before.id());
        change.undoStep(new UndoStep.Respecify(
                before.id(),
                before.specRevision() + 1,
                before.spec(),
                before.annotations(),
                before.owner(),
                before.priority(),
                before.rules()));
        change.happened(
                "experiment_edited",
                before.id(),
                null,
                actor,
                FieldChanges.of(before, spec, notes, owner, priority, rules).data());
        return requireFree(change.sql, spec.name(), before.id())
                .compose(none -> TaskTemplates.require(change.sql, spec.taskTemplate()))
                .compose(none -> change.sql.update(
                        """
                        update experiments set name = ?, base_command = ?, tool_path = ?, git_branch = ?, flags = ?,
                          nodes = ?, gpus = ?, accelerator = ?, instance_type = ?, cloud = ?, spot = ?, task_template = ?, cluster = ?, stop_cluster = ?,
                          description = ?, wandb_link = ?, tags = ?, owner = ?, priority = ?, restart = ?, max_retries = ?,
                          infra_retries = ?, stop_rules = ?, spec_revision = spec_revision + 1, updated_at = ? where id = ?
                        """,
                        spec.name(),
                        spec.baseCommand(),
                        spec.toolPath(),
                        spec.gitBranch(),
                        Json.text(spec.flags()),
                        spec.nodes(),
                        spec.gpus(),
                        spec.accelerator(),
                        spec.instanceType(),
                        spec.cloud(),
                        spec.spot(),
                        spec.taskTemplate(),
                        spec.cluster(),
                        spec.stopCluster(),
                        notes.description(),
                        notes.wandbLink(),
                        Json.text(notes.tags()),
                        owner,
                        priority,
                        rules.restart(),
                        rules.maxRetries(),
                        rules.infraRetries(),
                        StopRuleTexts.text(rules.stop()),
                        change.now,
                        before.id()))
                .compose(none -> FormerNames.keep(change, before.id(), spec.name()))
                .compose(none -> ExperimentRows.one(change.sql, before.id()));
    }

    /** Fails with {@code Conflict} when another experiment that is not deleted has the name. */
    static Future<Void> requireFree(Sql sql, String name, long exceptId) {
        return sql.query("select id from experiments where name = ? and deleted = 0 and id <> ?", name, exceptId)
                .compose(rows -> rows.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(
                                new Failure.Conflict("An experiment with the name " + name + " exists already.")));
    }
}
