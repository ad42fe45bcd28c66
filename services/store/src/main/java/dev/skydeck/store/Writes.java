package dev.skydeck.store;

import com.fasterxml.jackson.databind.JavaType;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every write goes through here: one transaction, at most one revision, at most one event, published after the commit
 * and before the next write.
 */
final class Writes {
    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);

    private static final JavaType PROBLEMS = Json.listOf(Problem.class);

    private final Transactions transactions;
    private final StoreClock clock;
    private final Consumer<Event> publisher;

    Writes(Transactions transactions, StoreClock clock, Consumer<Event> publisher) {
        this.transactions = transactions;
        this.clock = clock;
        this.publisher = publisher;
    }

    /** Runs a write that compares before it writes, so that doing it twice is doing it once. */
    <T> Future<Written<T>> write(Function<Change, Future<T>> work) {
        return transactions
                .write(
                        sql -> begin(sql, null)
                                .compose(change -> work.apply(change)
                                        .compose(value -> change.finish()
                                                .map(event -> new Done<>(
                                                        new Written<>(change.revision(), value), event, change)))),
                        this::committed)
                .map(Done::written);
    }

    /** Runs a user's write. A command that was done before is answered as it was then. */
    <T> Future<Written<T>> command(Command command, String kind, JavaType type, Function<Change, Future<T>> work) {
        return command(command, kind, type, work, false);
    }

    /** Runs a user's write whose answer has a token that takes it back, if anything was changed that can be. */
    <T> Future<Written<T>> undoable(Command command, String kind, JavaType type, Function<Change, Future<T>> work) {
        return command(command, kind, type, work, true);
    }

    private <T> Future<Written<T>> command(
            Command command, String kind, JavaType type, Function<Change, Future<T>> work, boolean undoable) {
        if (command.id().isBlank() || command.id().length() > 64) {
            return Future.failedFuture(new Failure.Invalid("A command's id has 1 to 64 characters.", List.of()));
        }
        return transactions
                .write(
                        sql -> sql.query("select * from commands where id = ?", command.id())
                                .compose(known -> known.isEmpty()
                                        ? first(sql, command, kind, work, undoable)
                                        : Writes.<T>again(known.get(0), command, kind, type)),
                        this::committed)
                .map(Done::written);
    }

    private <T> Future<Done<T>> first(
            Sql sql, Command command, String kind, Function<Change, Future<T>> work, boolean undoable) {
        return begin(sql, command.origin())
                .compose(change -> work.apply(change)
                        .compose(value -> change.finish()
                                .compose(event -> (undoable ? Undos.keep(change, command.actor()) : noUndo())
                                        .compose(undo -> keep(
                                                        change,
                                                        command,
                                                        kind,
                                                        new Written<>(
                                                                change.revision(), value, undo, change.warnings()))
                                                .map(written -> new Done<>(written, event, change))))));
    }

    private static Future<@Nullable String> noUndo() {
        return Future.succeededFuture();
    }

    private static <T> Future<Written<T>> keep(Change change, Command command, String kind, Written<T> written) {
        return change.sql
                .update(
                        "insert into commands (id, kind, fingerprint, revision, answer, undo, warnings, at)"
                                + " values (?,?,?,?,?,?,?,?)",
                        command.id(),
                        kind,
                        command.fingerprint(),
                        written.revision(),
                        Json.text(written.value()),
                        written.undo(),
                        written.warnings().isEmpty() ? null : Json.text(written.warnings()),
                        change.now)
                .map(written);
    }

    private static <T> Future<Done<T>> again(SqlRow known, Command command, String kind, JavaType type) {
        String fingerprint = known.textOrNull("fingerprint");
        boolean other = fingerprint != null && !fingerprint.equals(command.fingerprint());
        if (other || !known.text("kind").equals(kind)) {
            return Future.failedFuture(new Failure.Conflict("The command id " + known.text("id")
                    + " was used for another command: " + known.text("kind") + "."));
        }
        T value = Json.read(known.text("answer"), type);
        String warnings = known.textOrNull("warnings");
        List<Problem> told = warnings == null ? List.of() : Json.read(warnings, PROBLEMS);
        return Future.succeededFuture(
                new Done<>(new Written<>(known.number("revision"), value, known.textOrNull("undo"), told), null, null));
    }

    private Future<Change> begin(Sql sql, @Nullable String origin) {
        return sql.query("select instance_id, revision from installation")
                .map(rows -> new Change(
                        sql,
                        clock.now(),
                        rows.get(0).text("instance_id"),
                        rows.get(0).number("revision"),
                        origin));
    }

    /** The commit stands whatever a listener does. */
    private void committed(Done<?> done) {
        try {
            if (done.change() != null) {
                done.change().committed();
            }
            if (done.event() != null) {
                publisher.accept(done.event());
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("revision", done.written().revision())
                    .setCause(e)
                    .log("a commit could not be told");
        }
    }

    private record Done<T>(
            Written<T> written,
            Event.@Nullable Changed event,
            @Nullable Change change) {}
}
