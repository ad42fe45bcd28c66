package dev.skydeck.store;

import dev.skydeck.messages.ApplyRequest.SetChange;
import dev.skydeck.messages.BatchRequest.Operation;
import dev.skydeck.messages.GroupRequest.EditGroup;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DeclaredExperiment;
import dev.skydeck.messages.model.DeclaredGroup;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.Seed;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the steps of a set, one after the other, in one write. */
final class SetSteps {
    private final Change change;
    private final @Nullable String set;
    private final String actor;
    /** Ids by name. */
    private final Map<String, String> groups = new HashMap<>();

    private SetSteps(Change change, @Nullable String set, String actor) {
        this.change = change;
        this.set = set;
        this.actor = actor;
    }

    /** Answers what was done, with the ids of what was made. */
    static Future<List<SetChange>> run(Change change, List<SetStep> steps, @Nullable String set, String actor) {
        SetSteps run = new SetSteps(change, set, actor);
        Future<List<SetChange>> all = GroupRows.all(change.sql).map(there -> {
            there.forEach(group -> run.groups.putIfAbsent(group.name(), group.id()));
            return new ArrayList<>();
        });
        for (SetStep step : steps) {
            all = all.compose(done -> run.run(step).map(id -> {
                done.add(SetWords.withId(SetWords.of(step), id));
                return done;
            }));
        }
        return all;
    }

    /** Answers the id of the group or experiment. */
    private Future<String> run(SetStep step) {
        if (step instanceof SetStep.MakeGroup make) {
            return makeGroup(make.group());
        }
        if (step instanceof SetStep.ChangeGroup edit) {
            return Groups.edit(change, edit(edit), edit.before())
                    .map(edit.before().id());
        }
        if (step instanceof SetStep.Make make) {
            return make(make);
        }
        if (step instanceof SetStep.Change edit) {
            return with(edit.before(), now -> Declarations.edit(change, actor, now, edit.edit()));
        }
        if (step instanceof SetStep.Want want) {
            return with(want.before(), now -> DesiredStates.set(change, now, want.state(), actor));
        }
        if (step instanceof SetStep.Move move) {
            Operation.Move operation =
                    new Operation.Move(move.before().id(), Optional.of(group(move.to())), Optional.empty(), false);
            return Batches.move(change, operation, actor)
                    .map(Long.toString(move.before().id()));
        }
        return with(((SetStep.Delete) step).before(), now -> Deletions.delete(change, now, actor));
    }

    private interface Work {
        Future<Experiment> on(Experiment now);
    }

    /** A step before may have changed it. */
    private Future<String> with(Experiment before, Work work) {
        return ExperimentRows.one(change.sql, before.id()).compose(work::on).map(Long.toString(before.id()));
    }

    private String group(String name) {
        return Objects.requireNonNull(groups.get(name), "a group is made before its members");
    }

    private Future<String> makeGroup(DeclaredGroup group) {
        return Groups.insert(
                        change,
                        actor,
                        group.name(),
                        group.flags().orElse(List.of()),
                        Specs.cleared(group.namePrefix(), null))
                .compose(id -> {
                    groups.put(group.name(), id);
                    return change.sql
                            .update(
                                    "update experiment_groups set max_parallel = ?, max_gpus = ?, task_template = ? where id = ?",
                                    Groups.limit(group.maxParallel(), null),
                                    Groups.limit(group.maxGpus(), null),
                                    Specs.cleared(group.taskTemplate(), null),
                                    id)
                            .map(id);
                });
    }

    private EditGroup edit(SetStep.ChangeGroup step) {
        DeclaredGroup group = step.group();
        return new EditGroup(
                Command.by(actor),
                step.before().id(),
                Optional.empty(),
                group.flags(),
                Optional.empty(),
                Optional.empty(),
                group.namePrefix(),
                group.taskTemplate(),
                group.maxParallel(),
                group.maxGpus(),
                Optional.empty(),
                Optional.empty());
    }

    private Future<String> make(SetStep.Make step) {
        DeclaredExperiment declared = step.declared();
        Annotations notes = new Annotations(
                Specs.cleared(declared.description(), null),
                Specs.cleared(declared.wandbLink(), null),
                declared.tags().orElse(List.of()));
        Seed seed = new Seed(
                step.spec(),
                declared.desiredState().orElse(DesiredState.STOPPED),
                notes,
                RunRules.DEFAULT.with(declared.rules()),
                declared.priority().orElse(0));
        BoardPlace place = new BoardPlace(null, declared.order().orElse(0L), false, false);
        return Declarations.insert(change, actor, seed, place)
                .compose(id -> change.sql
                        .update("update experiments set file_set = ? where id = ?", set, id)
                        .compose(none -> declared.group()
                                .map(name -> Memberships.append(change, group(name), List.of(id)))
                                .orElseGet(Future::succeededFuture))
                        .map(Long.toString(id)));
    }
}
