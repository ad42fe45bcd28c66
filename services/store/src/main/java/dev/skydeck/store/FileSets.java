package dev.skydeck.store;

import dev.skydeck.messages.ApplyRequest.ApplySet;
import dev.skydeck.messages.ApplyRequest.PlanSet;
import dev.skydeck.messages.ApplyRequest.SetChange;
import dev.skydeck.messages.ApplyRequest.SetChanges;
import dev.skydeck.messages.ApplyRequest.SetPlan;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.DeclaredExperiment;
import dev.skydeck.messages.model.DeclaredGroup;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FileSet;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Written;
import dev.skydeck.messages.sweep.AxisRules;
import dev.skydeck.messages.sweep.Members;
import dev.skydeck.store.SetDiff.Known;
import dev.skydeck.store.SetDiff.Steps;
import dev.skydeck.store.SetDiff.Wanted;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Experiments and groups declared by files: what is to change, and changing it as one. */
final class FileSets {
    private final Transactions transactions;
    private final Writes writes;

    FileSets(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    Future<SetPlan> plan(PlanSet request) {
        return transactions.read(sql -> steps(sql, request.set(), request.prune())
                .map(steps -> new SetPlan(
                        new SetChanges(steps.steps().stream().map(SetWords::of).toList(), steps.unchanged()),
                        steps.warnings())));
    }

    Future<Written<SetChanges>> apply(ApplySet request) {
        String actor = request.command().actor();
        return writes.undoable(
                request.command(),
                "ApplySet",
                Json.type(SetChanges.class),
                change -> steps(change.sql, request.set(), request.prune())
                        .compose(steps -> SetSteps.run(
                                        change, steps.steps(), request.set().name(), actor)
                                .map(done -> told(change, request.set(), steps, done, actor))));
    }

    private static SetChanges told(Change change, FileSet set, Steps steps, List<SetChange> done, String actor) {
        if (!done.isEmpty()) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("set", set.name());
            data.put("changes", done.size());
            change.happened("file_set_applied", null, null, actor, data);
        }
        return new SetChanges(done, steps.unchanged());
    }

    private static Future<Steps> steps(Sql sql, FileSet set, boolean prune) {
        // What is thrown while reading the set fails this future.
        return Future.succeededFuture().compose(none -> read(sql, set, prune));
    }

    private static Future<Steps> read(Sql sql, FileSet set, boolean prune) {
        if (prune && set.name() == null) {
            return invalid("prune", "Pruning needs the set's name: say set: in a file.");
        }
        List<Wanted> wanted = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (DeclaredExperiment declared : set.experiments()) {
            for (ExperimentSpec member : members(declared)) {
                String other = places.putIfAbsent(member.name(), declared.place());
                if (other != null) {
                    return invalid(
                            declared.place(),
                            declared.place() + ": the name " + member.name() + " is declared in " + other
                                    + " already.");
                }
                wanted.add(new Wanted(member, declared, List.of()));
            }
        }
        if (wanted.size() > AxisRules.MOST_MEMBERS) {
            return invalid("documents", "A set has at most 1,000 experiments.");
        }
        return requireTemplates(sql, set)
                .compose(none -> known(sql, set, wanted))
                .compose(
                        known -> accepted(sql, wanted, known).map(accepted -> SetDiff.of(set, accepted, known, prune)));
    }

    /** With their flags as the tool reads them, so that {@code 10M} in a file is no change to 10000000. */
    private static Future<List<Wanted>> accepted(Sql sql, List<Wanted> wanted, Known known) {
        Future<List<Wanted>> all = Future.succeededFuture(new ArrayList<>());
        for (Wanted one : wanted) {
            @Nullable Experiment there = known.experiments().get(one.spec().name());
            Flags settled = there != null
                            && Objects.equals(
                                    there.spec().toolPath(), one.spec().toolPath())
                    ? there.spec().flags()
                    : Flags.NONE;
            all = all.compose(done -> FlagGuard.accepted(sql, one.spec(), settled)
                    .recover(cause -> Future.failedFuture(
                            cause instanceof Failure.Invalid invalid
                                    ? at(one.declared().place(), invalid)
                                    : cause))
                    .map(accepted -> {
                        done.add(new Wanted(accepted.spec(), one.declared(), accepted.warnings()));
                        return done;
                    }));
        }
        return all;
    }

    private static List<ExperimentSpec> members(DeclaredExperiment declared) {
        try {
            List<ExperimentSpec> members = Members.of(declared.base(), declared.axes());
            Specs.problem(members.get(0)).ifPresent(failure -> {
                throw failure;
            });
            return members;
        } catch (Failure.Invalid invalid) {
            throw at(declared.place(), invalid);
        }
    }

    /** What is wrong, with where the files say it. */
    private static Failure.Invalid at(String place, Failure.Invalid invalid) {
        return new Failure.Invalid(
                place + ": " + invalid.sentence(),
                invalid.problems().stream()
                        .map(problem -> new Problem(
                                place + "." + problem.field(), problem.type(), place + ": " + problem.message()))
                        .toList());
    }

    private static Future<Void> requireTemplates(Sql sql, FileSet set) {
        Map<String, String> places = new LinkedHashMap<>();
        for (DeclaredGroup group : set.groups()) {
            group.taskTemplate()
                    .filter(name -> !name.isEmpty())
                    .ifPresent(name -> places.putIfAbsent(name, group.place()));
        }
        for (DeclaredExperiment experiment : set.experiments()) {
            @Nullable String name = experiment.base().taskTemplate();
            if (name != null) {
                places.putIfAbsent(name, experiment.place());
            }
        }
        Future<Void> all = Future.succeededFuture();
        for (Map.Entry<String, String> template : places.entrySet()) {
            all = all.compose(none -> TaskTemplates.require(sql, template.getKey()))
                    .recover(cause -> Future.failedFuture(
                            cause instanceof Failure.Invalid invalid
                                            && !invalid.sentence().startsWith(template.getValue())
                                    ? at(template.getValue(), invalid)
                                    : cause));
        }
        return all;
    }

    private static Future<Known> known(Sql sql, FileSet set, List<Wanted> wanted) {
        List<String> names = wanted.stream().map(one -> one.spec().name()).toList();
        return ExperimentRows.where(
                        sql, "e.deleted = 0 and e.name in (select value from json_each(?))", Json.text(names))
                .compose(found -> GroupRows.all(sql)
                        .compose(groups -> ExperimentRows.where(sql, "e.deleted = 0 and e.file_set = ?", set.name())
                                .map(owned -> {
                                    Map<String, Experiment> byName = new HashMap<>();
                                    found.forEach(one -> byName.put(one.spec().name(), one));
                                    return new Known(byName, groups, owned);
                                })));
    }

    private static <T> Future<T> invalid(String field, String sentence) {
        return Future.failedFuture(new Failure.Invalid(sentence, List.of(new Problem(field, "value_error", sentence))));
    }
}
