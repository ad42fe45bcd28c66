package dev.skydeck.store;

import dev.skydeck.messages.BatchRequest.BatchResult;
import dev.skydeck.messages.SweepRequest.CreateSweep;
import dev.skydeck.messages.SweepRequest.EditSweep;
import dev.skydeck.messages.SweepRequest.ListSweeps;
import dev.skydeck.messages.SweepRequest.PreviewSweep;
import dev.skydeck.messages.SweepRequest.ReadSweep;
import dev.skydeck.messages.SweepRequest.SetSweepState;
import dev.skydeck.messages.SweepRequest.SweepDetail;
import dev.skydeck.messages.SweepRequest.SweepPage;
import dev.skydeck.messages.SweepRequest.SweepPreview;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.Sweep;
import dev.skydeck.messages.model.SweepPlan;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sweeps: many experiments made as one, and looked at and driven as one. */
final class Sweeps {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    /** As many as a write tells of. */
    private static final int MOST_WARNINGS = 100;

    private final Transactions transactions;
    private final Writes writes;

    Sweeps(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    Future<SweepPreview> preview(PreviewSweep request) {
        return transactions.read(sql -> SweepMembers.of(sql, request.plan())
                .compose(planned -> SweepMembers.collisions(sql, planned.members())
                        .map(collisions -> {
                            List<ExperimentSpec> members = planned.members();
                            BigInteger nodes =
                                    product(members.size(), members.get(0).nodes());
                            BigInteger gpus = nodes.multiply(
                                    BigInteger.valueOf(members.get(0).gpus()));
                            return new SweepPreview(
                                    members.stream().map(ExperimentSpec::name).toList(),
                                    nodes.min(MOST).longValueExact(),
                                    gpus.min(MOST).longValueExact(),
                                    collisions,
                                    planned.warnings().stream()
                                            .limit(MOST_WARNINGS)
                                            .toList());
                        })));
    }

    private static BigInteger product(long one, long other) {
        return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
    }

    Future<Written<SweepDetail>> create(CreateSweep request) {
        return writes.command(
                request.command(),
                "CreateSweep",
                Json.type(SweepDetail.class),
                change -> SweepMembers.of(change.sql, request.plan())
                        .compose(planned -> SweepMembers.requireFree(change.sql, planned.members())
                                .compose(none -> create(
                                        change,
                                        request.plan(),
                                        planned.members(),
                                        request.command().actor()))));
    }

    private static Future<SweepDetail> create(
            Change change, SweepPlan plan, List<ExperimentSpec> members, String actor) {
        String id = HexFormat.of().toHexDigits(RANDOM.nextInt());
        List<String> columns =
                plan.axes().stream().flatMap(axis -> axis.flags().stream()).toList();
        change.happened(
                "sweep_created",
                null,
                null,
                actor,
                Map.of("sweep", id, "name", plan.name(), "members", members.size()));
        return Groups.insert(change, actor, plan.name(), columns, null)
                .compose(group -> insert(change, id, group, plan, actor)
                        .compose(none -> members(change, id, plan, members, actor))
                        .compose(made -> Memberships.append(change, group, made)))
                .compose(none -> SweepRows.detail(change.sql, id));
    }

    private static Future<Integer> insert(Change change, String id, String group, SweepPlan plan, String actor) {
        return change.sql.update(
                """
                insert into sweeps (id, name, group_id, base, axes, max_parallel, stop_rules, owner, revision, created_at, updated_at)
                values (?,?,?,?,?,?,?,?,1,?,?)
                """,
                id,
                plan.name(),
                group,
                Json.text(plan.base().spec()),
                Json.text(plan.axes(), SweepRows.AXES),
                plan.maxParallel().orElse(null),
                StopRuleTexts.text(plan.stop()),
                actor,
                change.now,
                change.now);
    }

    /** Answers their ids. */
    private static Future<List<Long>> members(
            Change change, String sweep, SweepPlan plan, List<ExperimentSpec> members, String actor) {
        Future<List<Long>> ids = Future.succeededFuture(new ArrayList<>());
        for (int i = 0; i < members.size(); i++) {
            Seed seed = plan.base().with(members.get(i));
            BoardPlace place = new BoardPlace(null, i, false, false);
            ids = ids.compose(
                    made -> Declarations.insert(change, actor, seed, place).map(id -> {
                        made.add(id);
                        return made;
                    }));
        }
        return ids.compose(made -> change.sql
                .update(
                        "update experiments set sweep = ? where id in (select value from json_each(?))",
                        sweep,
                        Json.text(made))
                .map(made));
    }

    Future<SweepPage> list(ListSweeps request) {
        int limit = Pages.limit(request.limit(), 500);
        return transactions.read(sql -> Installations.revision(sql)
                .compose(revision -> SweepRows.where(
                                sql,
                                "order by s.created_at desc, s.id limit ? offset ?",
                                limit + 1,
                                Math.max(0, request.skip()))
                        .map(found -> new SweepPage(
                                revision, found.subList(0, Math.min(limit, found.size())), found.size() > limit))));
    }

    Future<SweepDetail> read(ReadSweep request) {
        return transactions.read(sql -> SweepRows.detail(sql, request.id()));
    }

    Future<Written<BatchResult>> setState(SetSweepState request) {
        String actor = request.command().actor();
        return writes.undoable(
                request.command(),
                "SetSweepState",
                Json.type(BatchResult.class),
                change -> SweepRows.one(change.sql, request.id())
                        .compose(sweep -> {
                            change.happened(
                                    "sweep_state_set",
                                    null,
                                    null,
                                    actor,
                                    Map.of("sweep", sweep.id(), "name", sweep.name(), "after", request.desiredState()));
                            return SweepRows.members(change.sql, sweep.id());
                        })
                        .compose(members -> Items.each(
                                change,
                                members,
                                (own, id) -> ExperimentRows.one(own.sql, id)
                                        .compose(
                                                before -> DesiredStates.set(own, before, request.desiredState(), actor))
                                        .map(Items::done)))
                        .map(BatchResult::new));
    }

    Future<Written<Sweep>> edit(EditSweep request) {
        return writes.command(
                request.command(),
                "EditSweep",
                Json.type(Sweep.class),
                change -> SweepRows.one(change.sql, request.id()).compose(before -> edit(change, request, before)));
    }

    private static Future<Sweep> edit(Change change, EditSweep request, Sweep before) {
        long expected = request.expectedRevision().orElse(before.revision());
        if (expected != before.revision()) {
            return Future.failedFuture(new Failure.Outdated("The sweep " + before.name()
                    + " was edited meanwhile: it is at revision " + before.revision() + ", not " + expected + "."));
        }
        String name = request.name().orElse(before.name());
        @Nullable Integer maxParallel = Groups.limit(request.maxParallel(), before.maxParallel());
        StopRules stop = request.stop().orElse(before.stop());
        List<Problem> problems = new ArrayList<>();
        SweepMembers.nameProblem(name, problems);
        if (!problems.isEmpty()) {
            return Future.failedFuture(new Failure.Invalid(problems.get(0).message(), problems));
        }
        if (name.equals(before.name())
                && Objects.equals(maxParallel, before.maxParallel())
                && stop.equals(before.stop())) {
            return Future.succeededFuture(before);
        }
        Map<String, Object> data =
                FieldChanges.of(before, name, maxParallel, stop).data();
        data.put("sweep", before.id());
        data.put("name", name);
        change.sweeps();
        change.happened("sweep_edited", null, null, request.command().actor(), data);
        return change.sql
                .update(
                        "update sweeps set name = ?, max_parallel = ?, stop_rules = ?, revision = revision + 1, updated_at = ?"
                                + " where id = ?",
                        name,
                        maxParallel,
                        StopRuleTexts.text(stop),
                        change.now,
                        before.id())
                .compose(none -> SweepRows.one(change.sql, before.id()));
    }
}
