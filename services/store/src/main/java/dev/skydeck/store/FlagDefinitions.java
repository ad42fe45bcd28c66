package dev.skydeck.store;

import dev.skydeck.messages.FlagRequest.CheckFlags;
import dev.skydeck.messages.FlagRequest.DeleteFlags;
import dev.skydeck.messages.FlagRequest.FlagPage;
import dev.skydeck.messages.FlagRequest.ListFlagTools;
import dev.skydeck.messages.FlagRequest.ReadFlagTool;
import dev.skydeck.messages.FlagRequest.ReadFlags;
import dev.skydeck.messages.FlagRequest.ReplaceFlags;
import dev.skydeck.messages.FlagRequest.StageFlags;
import dev.skydeck.messages.FlagRequest.Verdict;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.flags.FlagPieces;
import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagTool;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.FlagType.Shape;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tools say of their flags, a row a flag. */
final class FlagDefinitions {
    private static final int MOST_PATH = 512;
    private static final int PAGE = 501;

    private final Transactions transactions;
    private final Writes writes;

    FlagDefinitions(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    Future<Boolean> stage(StageFlags request) {
        return writes.write(change -> {
                    List<@Nullable Object[]> rows = new ArrayList<>();
                    for (int i = 0; i < request.flags().size(); i++) {
                        FlagDefinition flag = request.flags().get(i);
                        rows.add(new @Nullable Object[] {
                            request.tool(), request.importId(), request.first() + i, flag.name(), Json.text(flag)
                        });
                    }
                    return change.sql.batch("""
                            insert or replace into flag_definitions (tool_path, import_id, position, flag, definition)
                            values (?,?,?,?,?)
                            """, rows).map(true);
                })
                .map(Written::value);
    }

    Future<Written<FlagTool>> replace(ReplaceFlags request) {
        return writes.command(request.command(), "ReplaceFlags", Json.type(FlagTool.class), change -> {
            if (!isPath(request.tool())) {
                String rule = "A tool's path has 1 to " + MOST_PATH + " characters, none of them a control character.";
                return Future.failedFuture(
                        new Failure.Invalid(rule, List.of(new Problem("tool", "value_error", rule))));
            }
            return version(change.sql, request)
                    .compose(version -> find(change.sql, request.tool())
                            .compose(before -> replace(change, request, before, version)));
        });
    }

    static boolean isPath(String tool) {
        return !tool.isBlank() && tool.length() <= MOST_PATH && tool.chars().noneMatch(Character::isISOControl);
    }

    private static Future<FlagTool> replace(
            Change change, ReplaceFlags request, Optional<FlagTool> before, String version) {
        if (before.isPresent() && before.get().version().equals(version)) {
            return change.sql
                    .update(
                            "delete from flag_definitions where tool_path = ? and import_id = ?",
                            request.tool(),
                            request.importId())
                    .map(before.get());
        }
        change.happened(
                "flags_written",
                null,
                null,
                request.command().actor(),
                Map.of(
                        "tool",
                        request.tool(),
                        "flags",
                        request.count(),
                        "source",
                        request.source(),
                        "version",
                        version));
        return change.sql
                .update("""
                        insert into flag_tools (tool_path, import_id, version, source, flags, written_at) values (?1,?2,?3,?4,?5,?6)
                        on conflict (tool_path) do update
                          set import_id = ?2, version = ?3, source = ?4, flags = ?5, written_at = ?6
                        """, request.tool(), request.importId(), version, request.source(), request.count(), change.now)
                .compose(none -> change.sql.update(
                        "delete from flag_definitions where tool_path = ? and import_id <> ?",
                        request.tool(),
                        request.importId()))
                .compose(none -> one(change.sql, request.tool()));
    }

    /** Of the definitions that were put aside. Fails with {@code Conflict} when some are missing. */
    private static Future<String> version(Sql sql, ReplaceFlags request) {
        return sql.query(
                        "select definition from flag_definitions where tool_path = ? and import_id = ? order by position",
                        request.tool(),
                        request.importId())
                .compose(rows -> rows.size() == request.count()
                        ? Future.succeededFuture(digest(rows))
                        : Future.failedFuture(new Failure.Conflict("Of the " + request.count() + " flags of "
                                + request.tool() + " " + rows.size() + " arrived: import them again.")));
    }

    /** Another one whenever the definitions are others. */
    static String digest(List<SqlRow> rows) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            rows.forEach(row -> digest.update(row.text("definition").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Future<Written<FlagTool>> delete(DeleteFlags request) {
        return writes.command(
                request.command(),
                "DeleteFlags",
                Json.type(FlagTool.class),
                change -> one(change.sql, request.tool()).compose(before -> {
                    change.happened(
                            "flags_deleted",
                            null,
                            null,
                            request.command().actor(),
                            Map.of("tool", before.path(), "flags", before.flags()));
                    return change.sql
                            .update("delete from flag_tools where tool_path = ?", before.path())
                            .compose(none -> change.sql.update(
                                    "delete from flag_definitions where tool_path = ?", before.path()))
                            .map(before);
                }));
    }

    Future<List<FlagTool>> tools(ListFlagTools request) {
        return transactions.read(sql -> sql.query("select * from flag_tools order by tool_path")
                .map(rows -> rows.stream().map(FlagDefinitions::read).toList()));
    }

    Future<FlagTool> tool(ReadFlagTool request) {
        return transactions.read(sql -> one(sql, request.tool()));
    }

    Future<FlagPage> page(ReadFlags request) {
        return transactions.read(sql -> one(sql, request.tool())
                .compose(tool -> sql.query("""
                                select d.flag, d.definition from flag_definitions d join flag_tools t
                                  on t.tool_path = d.tool_path and t.import_id = d.import_id
                                where d.tool_path = ? and d.position >= ? order by d.position limit ?
                                """, tool.path(), request.first(), PAGE)
                        .map(rows -> {
                            List<FlagDefinition> found = rows.stream()
                                    .map(FlagDefinitions::definition)
                                    .toList();
                            int length = FlagPieces.length(found);
                            return new FlagPage(tool.version(), found.subList(0, length), length < found.size());
                        })));
    }

    Future<Verdict> check(CheckFlags request) {
        return transactions.read(sql -> FlagGuard.verdict(sql, request.tool(), request.flags(), Flags.NONE));
    }

    /**
     * What a tool says of some names.
     *
     * @param open names that are not defined and lie inside of a flag that takes a map
     */
    record Known(Map<String, FlagDefinition> flags, Set<String> open) {}

    /** Empty for a tool without definitions. */
    static Future<Optional<Known>> of(Sql sql, String tool, Set<String> names) {
        Set<String> asked = new LinkedHashSet<>(names);
        names.forEach(name -> asked.addAll(above(name)));
        return find(sql, tool)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : sql.query("""
                                select d.flag, d.definition, not exists (select 1 from flag_definitions c
                                    where c.tool_path = d.tool_path and c.import_id = d.import_id
                                      and c.flag > d.flag || '.' and c.flag < d.flag || '/') as leaf
                                from flag_definitions d join flag_tools t
                                  on t.tool_path = d.tool_path and t.import_id = d.import_id
                                where d.tool_path = ? and d.flag in (select value from json_each(?))
                                """, tool, Json.text(asked)).map(rows -> Optional.of(known(names, rows))));
    }

    private static Known known(Set<String> names, List<SqlRow> rows) {
        Map<String, FlagDefinition> flags = new HashMap<>();
        Set<String> maps = new HashSet<>();
        for (SqlRow row : rows) {
            FlagDefinition flag = definition(row);
            flags.put(flag.name(), flag);
            if (row.flag("leaf") && takesMap(flag.type())) {
                maps.add(flag.name());
            }
        }
        Set<String> open = new HashSet<>();
        for (String name : names) {
            if (above(name).stream().anyMatch(maps::contains)) {
                open.add(name);
            }
        }
        return new Known(flags, open);
    }

    private static boolean takesMap(FlagType type) {
        return type instanceof FlagType.OneOf several
                ? several.types().stream().anyMatch(FlagDefinitions::takesMap)
                : type instanceof FlagType.Json json && json.shape() != Shape.LIST;
    }

    /** {@code a} and {@code a.b} for {@code a.b.c}. */
    private static List<String> above(String name) {
        List<String> above = new ArrayList<>();
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            above.add(name.substring(0, dot));
        }
        return above;
    }

    private static Future<FlagTool> one(Sql sql, String tool) {
        return find(sql, tool)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(
                                new Failure.NotFound("Nothing is known of the flags of " + tool + "."))));
    }

    private static Future<Optional<FlagTool>> find(Sql sql, String tool) {
        return sql.query("select * from flag_tools where tool_path = ?", tool)
                .map(rows -> rows.stream().findFirst().map(FlagDefinitions::read));
    }

    private static FlagTool read(SqlRow row) {
        return new FlagTool(
                row.text("tool_path"),
                row.text("version"),
                row.text("source"),
                row.integer("flags"),
                row.instant("written_at"));
    }

    /** One that cannot be read hides no other: it takes anything. */
    private static FlagDefinition definition(SqlRow row) {
        try {
            return Json.read(row.text("definition"), FlagDefinition.class);
        } catch (IllegalStateException e) {
            return new FlagDefinition(
                    row.text("flag"), new FlagType.Json(Shape.ANY, null), true, null, false, null, false);
        }
    }
}
