package dev.skydeck.store;

import dev.skydeck.messages.flags.FlagSchemaReader;
import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.FlagType.Bounds;
import dev.skydeck.messages.model.FlagType.Shape;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the original's file says of the flags of tools: their names, Python's names of their types, their defaults. */
final class ImportedFlags {
    private static final String TABLE = "flag_definitions";
    private static final String SOURCE = "imported with the original's file";

    private final ImportSql sql;
    private final ImportNotes notes;
    private final String importId = UUID.randomUUID().toString();
    private final Map<String, Tool> tools = new LinkedHashMap<>();

    /** A tool so far. */
    private static final class Tool {
        final Set<String> flags = new HashSet<>();
        long writtenAt;
    }

    ImportedFlags(ImportSql sql, ImportNotes notes) {
        this.sql = sql;
        this.notes = notes;
    }

    void carry(OldTables tables) throws SQLException {
        sql.each(tables, TABLE, this::insert);
        for (Map.Entry<String, Tool> tool : tools.entrySet()) {
            String version = FlagDefinitions.digest(sql.query(
                    "select definition from flag_definitions where tool_path = ? order by position", tool.getKey()));
            sql.update(
                    "insert into flag_tools (tool_path, import_id, version, source, flags, written_at) values (?,?,?,?,?,?)",
                    tool.getKey(),
                    importId,
                    version,
                    SOURCE,
                    tool.getValue().flags.size(),
                    tool.getValue().writtenAt);
        }
    }

    private void insert(OldRow row) throws SQLException {
        String path = Optional.ofNullable(row.text("tool_path")).orElse("");
        String name = Optional.ofNullable(row.text("flag")).orElse("");
        String key = path + " " + name;
        Optional<String> flaw = flaw(path, name);
        if (flaw.isPresent()) {
            notes.setAside(TABLE, key, flaw.get());
            return;
        }
        Tool tool = tools.computeIfAbsent(path, any -> new Tool());
        FlagDefinition flag = new FlagDefinition(
                name,
                type(row.text("type", "Any")),
                // The original did not keep whether a flag takes null.
                true,
                row.json("default_value", FlagSchemaReader.MOST_DEFAULT),
                row.flag("required"),
                null,
                false);
        sql.update(
                "insert into flag_definitions (tool_path, import_id, position, flag, definition) values (?,?,?,?,?)",
                path,
                importId,
                tool.flags.size(),
                name,
                Json.text(flag));
        tool.flags.add(name);
        tool.writtenAt = Math.max(tool.writtenAt, row.time("last_extracted", 0));
        row.note(notes, key, null);
    }

    private Optional<String> flaw(String path, String name) {
        if (!FlagDefinitions.isPath(path)) {
            return Optional.of("No tool has such a path.");
        }
        if (!FlagSchemaReader.isName(name)) {
            return Optional.of("No flag has such a name.");
        }
        @Nullable Tool tool = tools.get(path);
        if (tool != null && tool.flags.contains(name)) {
            return Optional.of("The tool has that flag already.");
        }
        return tool != null && tool.flags.size() >= FlagSchemaReader.MOST_FLAGS
                ? Optional.of("A tool has at most " + FlagSchemaReader.MOST_FLAGS + " flags.")
                : Optional.empty();
    }

    /** Of a choice the original kept no more than that it is one: it takes anything, as what a model's name stands for does. */
    private static FlagType type(String python) {
        return switch (python) {
            case "str" -> new FlagType.Text();
            case "int" -> new FlagType.Whole(Bounds.NONE);
            case "float" -> new FlagType.Real(Bounds.NONE);
            case "bool" -> new FlagType.Bool();
            default -> new FlagType.Json(Shape.ANY, python.length() <= 128 ? python : python.substring(0, 128));
        };
    }
}
