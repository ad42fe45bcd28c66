package dev.skydeck.store;

import dev.skydeck.messages.ExperimentRequest.BoardPage;
import dev.skydeck.messages.ExperimentRequest.Edits;
import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.ExperimentRequest.ReadEdits;
import dev.skydeck.messages.ExperimentRequest.SetExpanded;
import dev.skydeck.messages.ExperimentRequest.SetStarred;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FieldDifference;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.SpecChanges;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the board shows and how its rows stand on it. */
final class Board {
    private final Transactions transactions;
    private final Writes writes;

    Board(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    Future<Experiment> get(GetExperiment request) {
        return transactions.read(sql -> ExperimentRows.one(sql, request.id()));
    }

    Future<Edits> edits(ReadEdits request) {
        return transactions.read(sql -> ExperimentRows.one(sql, request.id())
                .compose(experiment -> experiment.launch() == null
                        ? Future.succeededFuture(new Edits(null, List.of()))
                        : LaunchRows.one(sql, experiment.launch().id()).map(launch -> edits(launch, experiment))));
    }

    private static Edits edits(Launch launch, Experiment experiment) {
        ExperimentSpec before = launch.spec();
        ExperimentSpec now = experiment.spec();
        return new Edits(
                launch.id(),
                Stream.concat(
                                SpecChanges.fields(before, now).stream(),
                                SpecChanges.flags(before.flags(), now.flags()).stream())
                        .map(FieldDifference::of)
                        .toList());
    }

    /** Five statements a page, however many rows it has. */
    Future<BoardPage> read(ReadBoard request) {
        int limit = Pages.limit(request.limit(), 500);
        return transactions.read(sql -> Installations.revision(sql)
                .compose(revision -> groups(sql, request)
                        .compose(groups -> ExperimentRows.where(
                                        sql,
                                        "e.id > ? and e.deleted = 0 order by e.id limit ?",
                                        request.after(),
                                        limit + 1)
                                .map(found -> {
                                    List<Experiment> page = Pages.fitting(found, limit, Pages::weight);
                                    return new BoardPage(revision, groups, page, page.size() < found.size());
                                }))));
    }

    private static Future<List<Group>> groups(Sql sql, ReadBoard request) {
        return request.after() == 0 ? GroupRows.all(sql) : Future.succeededFuture(List.of());
    }

    Future<Written<Boolean>> expanded(SetExpanded request) {
        return mark(
                request.command(),
                "SetExpanded",
                "experiment_expanded",
                "is_expanded",
                request.id(),
                request.expanded());
    }

    Future<Written<Boolean>> starred(SetStarred request) {
        return mark(request.command(), "SetStarred", "experiment_starred", "starred", request.id(), request.starred());
    }

    /** Answers the value asked for, for an unknown id too. */
    private Future<Written<Boolean>> mark(
            Command command, String kind, String fact, String column, long id, boolean value) {
        return writes.command(
                command,
                kind,
                Json.type(Boolean.class),
                change -> change.sql
                        .update(
                                "update experiments set " + column + " = ? where id = ? and " + column + " <> ?",
                                value,
                                id,
                                value)
                        .map(changed -> {
                            if (changed > 0) {
                                change.experiment(id);
                                change.happened(fact, id, null, command.actor(), Map.of("value", value));
                            }
                            return value;
                        }));
    }
}
