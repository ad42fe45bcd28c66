package dev.skydeck.store;

import dev.skydeck.messages.SavedViewRequest.CreateSavedView;
import dev.skydeck.messages.SavedViewRequest.DeleteSavedView;
import dev.skydeck.messages.SavedViewRequest.EditSavedView;
import dev.skydeck.messages.SavedViewRequest.ListSavedViews;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.SavedView;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Views of the board that were given a name. */
final class SavedViews {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transactions transactions;
    private final Writes writes;

    SavedViews(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    Future<List<SavedView>> list(ListSavedViews request) {
        return transactions.read(sql -> sql.query("select * from views order by name, id")
                .map(rows -> rows.stream().map(SavedViews::view).toList()));
    }

    Future<Written<SavedView>> create(CreateSavedView request) {
        String actor = request.command().actor();
        String id = HexFormat.of().toHexDigits(RANDOM.nextInt());
        return writes.command(request.command(), "CreateSavedView", Json.type(SavedView.class), change -> {
            change.happened("view_created", null, null, actor, Map.of("view", id, "name", request.name()));
            return change.sql
                    .update(
                            """
                            insert into views (id, name, query, layout, owner, shared, revision, created_at, updated_at)
                            values (?,?,?,?,?,?,1,?,?)
                            """,
                            id,
                            request.name(),
                            request.query(),
                            request.layout(),
                            actor,
                            request.shared(),
                            change.now,
                            change.now)
                    .compose(none -> one(change.sql, id));
        });
    }

    Future<Written<SavedView>> edit(EditSavedView request) {
        return writes.command(
                request.command(),
                "EditSavedView",
                Json.type(SavedView.class),
                change -> one(change.sql, request.id()).compose(before -> edit(change, request, before)));
    }

    private static Future<SavedView> edit(Change change, EditSavedView request, SavedView before) {
        long expected = request.expectedRevision().orElse(before.revision());
        if (expected != before.revision()) {
            return Future.failedFuture(new Failure.Outdated("The view " + before.name()
                    + " was edited meanwhile: it is at revision " + before.revision() + ", not " + expected + "."));
        }
        String name = request.name().orElse(before.name());
        String query = request.query().orElse(before.query());
        String layout = request.layout().orElse(before.layout());
        boolean shared = request.shared().orElse(before.shared());
        if (name.equals(before.name())
                && query.equals(before.query())
                && layout.equals(before.layout())
                && shared == before.shared()) {
            return Future.succeededFuture(before);
        }
        change.happened(
                "view_edited",
                null,
                null,
                request.command().actor(),
                Map.of("view", before.id(), "name", name, "query", query));
        return change.sql
                .update(
                        "update views set name = ?, query = ?, layout = ?, shared = ?, revision = revision + 1, updated_at = ?"
                                + " where id = ?",
                        name,
                        query,
                        layout,
                        shared,
                        change.now,
                        before.id())
                .compose(none -> one(change.sql, before.id()));
    }

    Future<Written<Boolean>> delete(DeleteSavedView request) {
        return writes.command(
                request.command(),
                "DeleteSavedView",
                Json.type(Boolean.class),
                change -> one(change.sql, request.id()).compose(before -> {
                    change.happened(
                            "view_deleted",
                            null,
                            null,
                            request.command().actor(),
                            Map.of("view", before.id(), "name", before.name(), "query", before.query()));
                    return change.sql
                            .update("delete from views where id = ?", before.id())
                            .map(true);
                }));
    }

    private static Future<SavedView> one(Sql sql, String id) {
        return sql.query("select * from views where id = ?", id)
                .compose(rows -> rows.isEmpty()
                        ? Future.failedFuture(new Failure.NotFound("There is no view with the id " + id + "."))
                        : Future.succeededFuture(view(rows.get(0))));
    }

    private static SavedView view(SqlRow row) {
        return new SavedView(
                row.text("id"),
                row.text("name"),
                row.text("query"),
                row.text("layout"),
                row.text("owner"),
                row.flag("shared"),
                row.number("revision"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
