package dev.skydeck.store;

import dev.skydeck.messages.GroupRequest.AddToGroup;
import dev.skydeck.messages.GroupRequest.CreateGroup;
import dev.skydeck.messages.GroupRequest.DeleteGroup;
import dev.skydeck.messages.GroupRequest.EditGroup;
import dev.skydeck.messages.GroupRequest.RemoveFromGroup;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Groups of the board and who is in them. */
final class Groups {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Writes writes;

    Groups(Writes writes) {
        this.writes = writes;
    }

    Future<Written<Group>> create(CreateGroup request) {
        return writes.command(
                request.command(),
                "CreateGroup",
                Json.type(Group.class),
                change -> insert(
                                change,
                                request.command().actor(),
                                request.name(),
                                request.flags(),
                                request.namePrefix()
                                        .filter(prefix -> !prefix.isEmpty())
                                        .orElse(null),
                                money(request.maxSpend(), null))
                        .compose(id -> GroupRows.one(change.sql, id)));
    }

    /** Makes a group without a limit at the end and answers its id. */
    static Future<String> insert(
            Change change, String actor, String name, List<String> flags, @Nullable String namePrefix) {
        return insert(change, actor, name, flags, namePrefix, null);
    }

    private static Future<String> insert(
            Change change,
            String actor,
            String name,
            List<String> flags,
            @Nullable String namePrefix,
            @Nullable Long maxSpend) {
        String id = HexFormat.of().toHexDigits(RANDOM.nextInt());
        change.group(id);
        change.happened("group_created", null, null, actor, Map.of("group", id, "name", name));
        return change.sql
                .update("""
                        insert into experiment_groups (id, name, flags, name_prefix, max_spend, group_order, collapsed,
                          created_at, updated_at)
                        values (?, ?, ?, ?, ?, (select coalesce(max(group_order), -1) + 1 from experiment_groups), 0, ?, ?)
                        """, id, name, Json.text(flags), namePrefix, maxSpend, change.now, change.now)
                .map(id);
    }

    Future<Written<Group>> edit(EditGroup request) {
        return writes.command(
                request.command(),
                "EditGroup",
                Json.type(Group.class),
                change -> GroupRows.one(change.sql, request.id())
                        .compose(before -> edit(change, request, before))
                        .compose(none -> GroupRows.one(change.sql, request.id())));
    }

    static Future<Void> edit(Change change, EditGroup request, Group before) {
        String name = request.name().orElse(before.name());
        List<String> flags = request.flags().orElse(before.flags());
        long order = request.order().orElse(before.order());
        boolean collapsed = request.collapsed().orElse(before.collapsed());
        String prefix = request.namePrefix().orElse(Objects.requireNonNullElse(before.namePrefix(), ""));
        String template = Specs.cleared(request.taskTemplate(), before.taskTemplate());
        @Nullable Integer maxParallel = limit(request.maxParallel(), before.maxParallel());
        @Nullable Integer maxGpus = limit(request.maxGpus(), before.maxGpus());
        @Nullable Long maxSpend = money(request.maxSpend(), before.maxSpend());
        long expected = request.expectedSpecRevision().orElse(before.specRevision());
        if (expected != before.specRevision()) {
            return Future.failedFuture(new Failure.Outdated("The group " + before.name()
                    + " was edited meanwhile: it is at revision " + before.specRevision() + ", not " + expected + "."));
        }
        boolean same = name.equals(before.name())
                && flags.equals(before.flags())
                && order == before.order()
                && collapsed == before.collapsed()
                && prefix.equals(Objects.requireNonNullElse(before.namePrefix(), ""))
                && Objects.equals(template, before.taskTemplate())
                && Objects.equals(maxParallel, before.maxParallel())
                && Objects.equals(maxGpus, before.maxGpus())
                && Objects.equals(maxSpend, before.maxSpend());
        if (same) {
            return Future.succeededFuture();
        }
        Map<String, Object> data = FieldChanges.of(
                        before,
                        name,
                        flags,
                        order,
                        collapsed,
                        prefix.isEmpty() ? null : prefix,
                        template,
                        maxParallel,
                        maxGpus,
                        maxSpend)
                .data();
        data.put("group", before.id());
        data.put("name", name);
        change.group(before.id());
        change.happened("group_edited", null, null, request.command().actor(), data);
        return TaskTemplates.require(change.sql, template)
                .compose(none -> change.sql.update(
                        """
                        update experiment_groups set name = ?, flags = ?, group_order = ?, collapsed = ?, name_prefix = ?,
                          task_template = ?, max_parallel = ?, max_gpus = ?, max_spend = ?, spec_revision = spec_revision + 1,
                          updated_at = ? where id = ?
                        """,
                        name,
                        Json.text(flags),
                        order,
                        collapsed,
                        prefix.isEmpty() ? null : prefix,
                        template,
                        maxParallel,
                        maxGpus,
                        maxSpend,
                        change.now,
                        before.id()))
                .mapEmpty();
    }

    /** 0 takes the limit away. */
    static @Nullable Integer limit(Optional<Integer> edit, @Nullable Integer before) {
        return edit.isEmpty() ? before : edit.get() == 0 ? null : edit.get();
    }

    /** Less than nothing takes the limit away. */
    private static @Nullable Long money(Optional<Long> edit, @Nullable Long before) {
        return edit.isEmpty() ? before : edit.get() < 0 ? null : edit.get();
    }

    Future<Written<Boolean>> delete(DeleteGroup request) {
        return writes.undoable(
                request.command(),
                "DeleteGroup",
                Json.type(Boolean.class),
                change -> GroupRows.one(change.sql, request.id())
                        .compose(group -> noteUndo(change, group))
                        .compose(group -> {
                            change.removedGroup(group.id());
                            change.happened(
                                    "group_deleted",
                                    null,
                                    null,
                                    request.command().actor(),
                                    Map.of("group", group.id(), "name", group.name(), "members", group.members()));
                            return change.sql
                                    .update("delete from experiment_groups where id = ?", group.id())
                                    .map(true);
                        }));
    }

    private static Future<Group> noteUndo(Change change, Group group) {
        return change.sql
                .query("select * from experiment_group_members where group_id = ?", group.id())
                .map(rows -> {
                    change.undoStep(new UndoStep.Regroup(
                            group,
                            rows.stream()
                                    .map(row -> new UndoStep.Member(
                                            row.number("experiment_id"), row.number("member_order")))
                                    .toList()));
                    return group;
                });
    }

    /** Takes the deletion of a group back. */
    static Future<Void> bringBack(Change change, UndoStep.Regroup step, String actor) {
        Group group = step.group();
        change.group(group.id());
        change.happened("group_created", null, null, actor, Map.of("group", group.id(), "name", group.name()));
        List<@Nullable Object[]> members = new ArrayList<>();
        for (UndoStep.Member member : step.members()) {
            members.add(new @Nullable Object[] {group.id(), member.order(), member.experimentId()});
        }
        return change.sql
                .update(
                        """
                        insert into experiment_groups (id, name, flags, name_prefix, group_order, collapsed, task_template,
                          max_parallel, max_gpus, max_spend, spec_revision, created_at, updated_at) values (?,?,?,?,?,?,?,?,?,?,?,?,?)
                        """,
                        group.id(),
                        group.name(),
                        Json.text(group.flags()),
                        group.namePrefix(),
                        group.order(),
                        group.collapsed(),
                        group.taskTemplate(),
                        group.maxParallel(),
                        group.maxGpus(),
                        group.maxSpend(),
                        group.specRevision(),
                        group.createdAt(),
                        change.now)
                .compose(none -> members.isEmpty()
                        ? Future.succeededFuture()
                        : change.sql.batch(
                                "insert into experiment_group_members (group_id, experiment_id, member_order)"
                                        + " select ?, id, ? from experiments where id = ? and purged = 0",
                                members));
    }

    Future<Written<Group>> add(AddToGroup request) {
        List<Long> ids = List.copyOf(new LinkedHashSet<>(request.experimentIds()));
        return writes.undoable(
                request.command(),
                "AddToGroup",
                Json.type(Group.class),
                change -> GroupRows.one(change.sql, request.id())
                        .compose(group -> Memberships.requireThere(change.sql, ids))
                        .compose(none -> Memberships.noteUndo(change, ids))
                        .compose(none -> request.multiHome()
                                ? Future.succeededFuture()
                                : Memberships.leaveOthers(change, request.id(), ids))
                        .compose(none -> Memberships.append(change, request.id(), ids))
                        .compose(none -> GroupRows.one(change.sql, request.id()))
                        .map(group -> {
                            ids.forEach(id -> change.happened(
                                    "group_joined",
                                    id,
                                    null,
                                    request.command().actor(),
                                    Map.of("group", group.id(), "name", group.name())));
                            return group;
                        }));
    }

    Future<Written<Boolean>> remove(RemoveFromGroup request) {
        return writes.undoable(
                request.command(),
                "RemoveFromGroup",
                Json.type(Boolean.class),
                change -> GroupRows.one(change.sql, request.id())
                        .compose(group -> Memberships.noteUndo(change, List.of(request.experimentId()))
                                .compose(none -> change.sql.update(
                                        "delete from experiment_group_members where group_id = ? and experiment_id = ?",
                                        request.id(),
                                        request.experimentId()))
                                .map(removed -> {
                                    if (removed > 0) {
                                        change.group(request.id());
                                        change.happened(
                                                "group_left",
                                                request.experimentId(),
                                                null,
                                                request.command().actor(),
                                                Map.of("group", group.id(), "name", group.name()));
                                    }
                                    return removed > 0;
                                })));
    }
}
