package dev.skydeck.store;

import com.fasterxml.jackson.databind.JavaType;
import dev.skydeck.messages.BatchRequest.BatchResult;
import dev.skydeck.messages.BatchRequest.ItemResult;
import dev.skydeck.messages.BatchRequest.Undo;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Taking writes back: a token stands for the steps that do it, for ten minutes and once. */
final class Undos {
    static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JavaType STEPS = Json.listOf(UndoStep.class);

    private final Writes writes;

    Undos(Writes writes) {
        this.writes = writes;
    }

    /** Keeps the steps of a write; answers their token, or null when there is nothing to take back. */
    static Future<@Nullable String> keep(Change change, String actor) {
        List<UndoStep> steps = change.undoSteps();
        if (steps.isEmpty()) {
            return Future.succeededFuture();
        }
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        return change.sql
                .update("delete from undos where expires_at <= ?", change.now)
                .compose(none -> change.sql.update(
                        "insert into undos (token, actor, steps, expires_at) values (?,?,?,?)",
                        token,
                        actor,
                        Json.text(steps, STEPS),
                        change.now.plus(GOOD_FOR)))
                .map(token);
    }

    Future<Written<BatchResult>> undo(Undo request) {
        String actor = request.command().actor();
        return writes.undoable(
                request.command(),
                "Undo",
                Json.type(BatchResult.class),
                change -> take(change, request.undoToken()).compose(steps -> {
                    change.happened("undone", null, null, actor, Map.of("changes", steps.size()));
                    return back(change, steps, actor);
                }));
    }

    private static Future<List<UndoStep>> take(Change change, String token) {
        return change.sql
                .query(
                        "update undos set used = 1 where token = ? and used = 0 and expires_at > ? returning steps",
                        token,
                        change.now)
                .compose(rows -> rows.isEmpty()
                        ? Future.failedFuture(new Failure.NotFound(
                                "There is nothing to take back: the token is unknown, used, or older than 10 minutes."))
                        : Future.succeededFuture(
                                Json.<List<UndoStep>>read(rows.get(0).text("steps"), STEPS)));
    }

    private static Future<BatchResult> back(Change change, List<UndoStep> steps, String actor) {
        List<UndoStep> reversed = new ArrayList<>(steps);
        Collections.reverse(reversed);
        Set<Long> respecified = new HashSet<>();
        return Items.each(change, reversed, (one, step) -> back(one, step, actor, respecified))
                .map(BatchResult::new);
    }

    private static Future<ItemResult> back(Change change, UndoStep step, String actor, Set<Long> respecified) {
        if (step instanceof UndoStep.Remove remove) {
            return ExperimentRows.one(change.sql, remove.experimentId())
                    .compose(before -> Deletions.delete(change, before, actor))
                    .map(Items::done);
        }
        if (step instanceof UndoStep.BringBack bringBack) {
            return ExperimentRows.one(change.sql, bringBack.experimentId())
                    .compose(before -> Deletions.undelete(change, before, actor).map(after -> stopped(before, after)));
        }
        if (step instanceof UndoStep.Respecify respecify) {
            return respecify(change, respecify, actor, respecified);
        }
        if (step instanceof UndoStep.WantAgain want) {
            return ExperimentRows.one(change.sql, want.experimentId())
                    .compose(before -> DesiredStates.set(change, before, want.desiredState(), actor))
                    .map(Items::done);
        }
        if (step instanceof UndoStep.Reseat reseat) {
            return ExperimentRows.one(change.sql, reseat.experimentId())
                    .compose(experiment -> Memberships.reseat(change, experiment.id(), reseat.seats(), actor)
                            .map(experiment))
                    .map(Items::done);
        }
        if (step instanceof UndoStep.Reposition reposition) {
            return Orders.reposition(change, reposition, actor).map(new ItemResult(null, null, null, null));
        }
        if (step instanceof UndoStep.Regroup regroup) {
            return Groups.bringBack(change, regroup, actor)
                    .map(new ItemResult(null, regroup.group().name(), null, null));
        }
        throw new IllegalStateException("no rule for " + step);
    }

    private static ItemResult stopped(Experiment before, Experiment after) {
        String name = after.spec().name();
        String note = name.equals(before.spec().name())
                ? "It comes back stopped."
                : "It comes back stopped, as " + name + ": its name is taken.";
        return new ItemResult(after.id(), name, note, null);
    }

    /** Several edits of one experiment are taken back one after the other: only the last is compared. */
    private static Future<ItemResult> respecify(
            Change change, UndoStep.Respecify step, String actor, Set<Long> respecified) {
        return ExperimentRows.one(change.sql, step.experimentId())
                .compose(before -> {
                    SpecEdit.Builder edit = edit(step);
                    if (!respecified.contains(before.id())) {
                        edit.expectedSpecRevision(step.editedTo());
                    }
                    return Declarations.edit(change, actor, before, edit.build());
                })
                .map(after -> {
                    respecified.add(after.id());
                    return Items.done(after);
                });
    }

    private static SpecEdit.Builder edit(UndoStep.Respecify step) {
        SpecEdit.Builder edit = SpecEdit.builder()
                .name(step.spec().name())
                .baseCommand(step.spec().baseCommand())
                .toolPath(text(step.spec().toolPath()))
                .gitBranch(text(step.spec().gitBranch()))
                .flags(step.spec().flags())
                .nodes(step.spec().nodes())
                .gpus(step.spec().gpus())
                .accelerator(text(step.spec().accelerator()))
                .instanceType(text(step.spec().instanceType()))
                .cloud(text(step.spec().cloud()))
                .spot(step.spec().spot())
                .taskTemplate(text(step.spec().taskTemplate()))
                .cluster(text(step.spec().cluster()))
                .stopCluster(step.spec().stopCluster())
                .description(text(step.annotations().description()))
                .wandbLink(text(step.annotations().wandbLink()))
                .tags(step.annotations().tags())
                .owner(text(step.owner()));
        if (step.priority() != null) {
            edit.priority(step.priority());
        }
        if (step.rules() != null) {
            edit.rules(RunRules.Edit.of(step.rules()));
        }
        return edit;
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
