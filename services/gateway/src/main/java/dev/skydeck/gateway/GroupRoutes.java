package dev.skydeck.gateway;

import dev.skydeck.gateway.board.BoardCache;
import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.AddToGroupBody;
import dev.skydeck.gateway.body.CreateGroupBody;
import dev.skydeck.gateway.body.OrderBody;
import dev.skydeck.gateway.body.PatchGroupBody;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.GroupView;
import dev.skydeck.messages.GroupRequest.AddToGroup;
import dev.skydeck.messages.GroupRequest.CreateGroup;
import dev.skydeck.messages.GroupRequest.DeleteGroup;
import dev.skydeck.messages.GroupRequest.EditGroup;
import dev.skydeck.messages.GroupRequest.RemoveFromGroup;
import dev.skydeck.messages.OrderRequest.ReorderGroups;
import dev.skydeck.messages.OrderRequest.ReorderMembers;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;

/** The operations on groups. */
final class GroupRoutes {
    private static final String NOT_FOUND = "Group not found";

    private final Bus bus;
    private final BoardCache board;
    private final Revisions revisions;

    GroupRoutes(Bus bus, BoardCache board, Revisions revisions) {
        this.bus = bus;
        this.board = board;
        this.revisions = revisions;
    }

    Future<Reply> list(Call call) {
        return board.get(ExperimentRoutes.atLeast(call)).map(now -> Reply.encoded(now.revision(), now.groupsAnswer()));
    }

    Future<Reply> create(Call call) {
        CreateGroupBody body = CreateGroupBody.read(call.body());
        return write(new CreateGroup(call.command(), body.name(), body.flags(), body.namePrefix(), body.maxSpend()))
                .compose(this::answer);
    }

    Future<Reply> get(Call call) {
        return board.get(ExperimentRoutes.atLeast(call))
                .compose(now -> now.group(call.path("id"))
                        .map(group -> Future.succeededFuture(Reply.of(
                                now.revision(),
                                new Answers.OfGroup(GroupView.withExperiments(group, now.members(group))))))
                        .orElseGet(() -> Future.failedFuture(new Failure.NotFound(NOT_FOUND))));
    }

    Future<Reply> patch(Call call) {
        PatchGroupBody body = PatchGroupBody.read(call.body());
        EditGroup edit = new EditGroup(
                call.command(),
                call.path("id"),
                body.name(),
                body.flags(),
                body.order(),
                body.collapsed(),
                body.namePrefix(),
                body.taskTemplate(),
                body.maxParallel(),
                body.maxGpus(),
                body.maxSpend(),
                call.ifMatch());
        return write(edit).recover(GroupRoutes::unknown).compose(this::answer);
    }

    Future<Reply> delete(Call call) {
        return write(new DeleteGroup(call.command(), call.path("id")))
                .map(done -> Reply.message(done, "Group deleted"))
                .recover(GroupRoutes::unknown);
    }

    Future<Reply> add(Call call) {
        AddToGroupBody body = AddToGroupBody.read(call.body());
        int count = body.experimentIds().size();
        return write(new AddToGroup(call.command(), call.path("id"), body.experimentIds(), body.multiHome()))
                .map(done -> Reply.message(done, "Added " + count + " experiments to group"))
                .recover(GroupRoutes::unknownMember);
    }

    /** Neither a group nor a member that is not there is an error, as in the first SkyDeck. */
    Future<Reply> remove(Call call) {
        String message = "Experiment removed from group";
        OptionalLong member = call.number("eid");
        if (member.isEmpty()) {
            return Future.succeededFuture(Reply.message(revisions.newest(), message));
        }
        return write(new RemoveFromGroup(call.command(), call.path("id"), member.getAsLong()))
                .map(done -> Reply.message(done, message))
                .recover(cause -> cause instanceof Failure.NotFound
                        ? Future.succeededFuture(Reply.message(revisions.newest(), message))
                        : Future.failedFuture(cause));
    }

    Future<Reply> reorder(Call call) {
        return write(new ReorderGroups(
                        call.command(), OrderBody.read(call.body()).ids()))
                .map(done -> Reply.message(done, "Groups reordered"));
    }

    /** A group that is not there is no error, as in the first SkyDeck. */
    Future<Reply> reorderMembers(Call call) {
        String message = "Order updated";
        List<Long> order = OrderBody.read(call.body()).numbers();
        return write(new ReorderMembers(call.command(), call.path("id"), order))
                .map(done -> Reply.message(done, message))
                .recover(cause -> cause instanceof Failure.NotFound
                        ? Future.succeededFuture(Reply.message(revisions.newest(), message))
                        : Future.failedFuture(cause));
    }

    private Future<Reply> answer(Written<Group> done) {
        Group group = done.value();
        Future<List<Experiment>> members = group.members().isEmpty()
                ? Future.succeededFuture(List.of())
                : board.get(done.revision()).map(now -> now.members(group));
        return members.map(experiments ->
                Reply.of(done.revision(), new Answers.OfGroup(GroupView.withExperiments(group, experiments))));
    }

    private <T> Future<Written<T>> write(Request<Written<T>> request) {
        return bus.request(request).onSuccess(done -> revisions.saw(done.revision()));
    }

    private static <T> Future<T> unknown(Throwable cause) {
        return Future.failedFuture(cause instanceof Failure.NotFound ? new Failure.NotFound(NOT_FOUND) : cause);
    }

    /** Here the experiment may be what is missing, and the store's sentence says which. */
    private static Future<Reply> unknownMember(Throwable cause) {
        boolean member =
                cause instanceof Failure.NotFound missing && missing.sentence().contains("experiment");
        return member ? Future.failedFuture(cause) : unknown(cause);
    }
}
