package dev.skydeck.store;

import dev.skydeck.messages.SweepRequest.Collision;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.PlainName;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.SweepPlan;
import dev.skydeck.messages.sweep.Members;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The members that a plan makes, and whether they may be. */
final class SweepMembers {
    private SweepMembers() {}

    /**
     * What a plan makes.
     *
     * @param warnings of their flags, each once
     */
    record Planned(List<ExperimentSpec> members, Set<Problem> warnings) {}

    /** Fails with {@code Invalid}: {@code name}, {@code max_parallel}, {@code axes.…} or {@code experiment.…}. */
    static Future<Planned> of(Sql sql, SweepPlan plan) {
        List<Problem> problems = problems(plan);
        if (!problems.isEmpty()) {
            return Future.failedFuture(new Failure.Invalid(problems.get(0).message(), problems));
        }
        List<ExperimentSpec> members;
        try {
            members = Members.of(plan.base().spec(), plan.axes());
        } catch (Failure.Invalid invalid) {
            return Future.failedFuture(inside(invalid));
        }
        return Specs.problem(members.get(0))
                .<Future<Void>>map(Future::failedFuture)
                .orElseGet(() -> TaskTemplates.require(sql, plan.base().spec().taskTemplate()))
                .compose(none -> checked(sql, members))
                .recover(cause ->
                        Future.failedFuture(cause instanceof Failure.Invalid invalid ? inside(invalid) : cause));
    }

    /** With their flags as the tool reads them, so that a preview shows what a sweep would make. */
    private static Future<Planned> checked(Sql sql, List<ExperimentSpec> members) {
        Future<Planned> all = Future.succeededFuture(new Planned(new ArrayList<>(), new LinkedHashSet<>()));
        for (ExperimentSpec member : members) {
            all = all.compose(done -> FlagGuard.accepted(sql, member, Flags.NONE)
                    .map(accepted -> {
                        done.members().add(accepted.spec());
                        done.warnings().addAll(accepted.warnings());
                        return done;
                    }));
        }
        return all;
    }

    private static List<Problem> problems(SweepPlan plan) {
        List<Problem> problems = new ArrayList<>();
        nameProblem(plan.name(), problems);
        if (plan.axes().isEmpty()) {
            problems.add(new Problem("axes", "value_error", "A sweep has at least one axis."));
        }
        if (plan.maxParallel().filter(most -> most < 1).isPresent()) {
            problems.add(new Problem("max_parallel", "greater_than_equal", "At least 1, or none for no limit."));
        }
        return problems;
    }

    static void nameProblem(String name, List<Problem> problems) {
        PlainName.problem("A sweep", name).ifPresent(rule -> problems.add(new Problem("name", "value_error", rule)));
    }

    /** What is wrong with the base is told as such; axes are the plan's own. */
    private static Failure.Invalid inside(Failure.Invalid invalid) {
        return new Failure.Invalid(
                invalid.sentence(),
                invalid.problems().stream()
                        .map(problem -> problem.field().startsWith("axes")
                                ? problem
                                : new Problem("experiment." + problem.field(), problem.type(), problem.message()))
                        .toList());
    }

    /** Names that several members would have, or that an experiment has already, in the order of the members. */
    static Future<List<Collision>> collisions(Sql sql, List<ExperimentSpec> members) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        members.forEach(member -> counts.merge(member.name(), 1, Integer::sum));
        return sql.query(
                        "select id, name from experiments where deleted = 0 and name in (select value from json_each(?))",
                        Json.text(counts.keySet()))
                .map(rows -> {
                    Map<String, @Nullable Long> taken = new HashMap<>();
                    rows.forEach(row -> taken.put(row.text("name"), row.number("id")));
                    return counts.entrySet().stream()
                            .filter(entry -> entry.getValue() > 1 || taken.containsKey(entry.getKey()))
                            .map(entry -> new Collision(entry.getKey(), entry.getValue(), taken.get(entry.getKey())))
                            .toList();
                });
    }

    /** Fails with {@code Conflict}, naming every collision. */
    static Future<Void> requireFree(Sql sql, List<ExperimentSpec> members) {
        return collisions(sql, members)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Failure.Conflict("Nothing was made, since names collide: "
                                + found.stream().map(SweepMembers::words).collect(Collectors.joining(", ")) + ".")));
    }

    private static String words(Collision collision) {
        return collision.experimentId() == null
                ? collision.name() + " (of " + collision.members() + " members)"
                : collision.name() + " (taken by experiment " + collision.experimentId() + ")";
    }
}
