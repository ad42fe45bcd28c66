package dev.skydeck.store;

import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Flags;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The experiments of the original's file. Numbers stay; ids that are text become numbers in the order of creation, and names
 * that occur twice get a suffix, as the original's own step to numbers did.
 */
final class ImportedExperiments {
    private static final String INSERT = """
            insert into experiments (id, name, desired_state, current_state, flags, base_command, tool_path, git_branch, nodes,
              gpus, instance_type, cloud, spot, description, wandb_link, tags, exp_group, exp_order, is_expanded, starred,
              deleted, deleted_at, hold, run_request, spec_revision, cluster_name, original_id, created_at, updated_at)
            values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,1,?,?,?,?)
            """;

    private final Map<String, Long> byOldId = new HashMap<>();
    private final Map<String, Long> byName = new HashMap<>();
    private final Map<String, Long> byRunName = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private boolean textIds;

    /** Carries them over and answers how to find them. */
    static ImportedExperiments carry(ImportSql sql, OldTables tables, ImportNotes notes) throws SQLException {
        ImportedExperiments imported = new ImportedExperiments();
        List<OldRow> rows = new ArrayList<>();
        sql.each(tables, "experiments", rows::add);
        imported.textIds = rows.stream().anyMatch(row -> !(row.value("id") instanceof Number));
        if (imported.textIds) {
            rows.sort(Comparator.comparing(
                    (OldRow row) -> Optional.ofNullable(row.text("created_at")).orElse("")));
        }
        long next = 1;
        for (OldRow row : rows) {
            long id = imported.textIds ? next++ : ((Number) present(row.value("id"))).longValue();
            imported.insert(sql, notes, row, id);
        }
        imported.keepSequence(sql, tables);
        return imported;
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("a number is there");
        }
        return value;
    }

    private void insert(ImportSql sql, ImportNotes notes, OldRow row, long id) throws SQLException {
        @Nullable String oldId = row.text("id");
        String wanted = row.text("name", oldId == null || oldId.isEmpty() ? "experiment " + id : oldId);
        boolean deleted = row.flag("deleted");
        String name = deleted ? wanted : free(wanted);
        DesiredState desired = row.word("desired_state", DesiredState.class, DesiredState.STOPPED);
        long createdAt = row.time("created_at", 0);
        long updatedAt = row.time("updated_at", createdAt);
        Flags flags = row.flags("flags");
        sql.update(
                INSERT,
                id,
                name,
                desired,
                row.word("current_state", CurrentState.class, CurrentState.UNKNOWN),
                Json.text(flags),
                row.text("base_command", "lt"),
                row.text("tool_path"),
                row.text("git_branch"),
                row.whole("nodes", 1, 1),
                row.whole("gpus", 0, 0),
                row.text("instance_type"),
                row.text("cloud"),
                row.flag("spot"),
                row.text("description"),
                row.text("wandb_link"),
                Json.text(row.texts("tags")),
                row.text("exp_group"),
                row.whole("exp_order", Integer.MIN_VALUE, 0),
                row.flag("is_expanded"),
                row.flag("starred"),
                deleted,
                // The trash keeps it for thirty days from now: the original never purged.
                deleted ? notes.now() : null,
                ConditionType.Imported,
                desired == DesiredState.RUNNING ? 1 : 0,
                row.text("cluster_name"),
                textIds ? oldId : null,
                createdAt,
                updatedAt);
        remember(row, id, oldId, wanted, name, deleted);
        note(notes, row, id, oldId, wanted, name);
    }

    /** As the original numbered them: {@code x_2}, or {@code x_2_2} where that is another's name. */
    private String free(String wanted) {
        String name = wanted;
        for (int number = 2; taken.contains(name); number++) {
            name = FreeNames.with(wanted, "_" + number);
        }
        taken.add(name);
        return name;
    }

    private void remember(OldRow row, long id, @Nullable String oldId, String wanted, String name, boolean deleted) {
        if (oldId != null) {
            byOldId.put(oldId, id);
        }
        names.put(id, name);
        // What is on the board comes before what is in the trash.
        if (!deleted) {
            byName.put(name, id);
        }
        byName.putIfAbsent(wanted, id);
        @Nullable String runName = row.text("run_name");
        if (runName != null && !runName.isEmpty()) {
            byRunName.putIfAbsent(runName, id);
        }
    }

    private void note(ImportNotes notes, OldRow row, long id, @Nullable String oldId, String wanted, String name) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("original_id", oldId);
        data.put("name", name);
        if (!name.equals(wanted)) {
            data.put("name_before", wanted);
        }
        notes.happened("experiment_imported", id, data);
        row.note(notes, oldId, id);
    }

    /** A number that was given once is not given again. */
    private void keepSequence(ImportSql sql, OldTables tables) throws SQLException {
        if (!tables.has("experiments") || textIds) {
            return;
        }
        List<SqlRow> found = sql.query(
                "select max(seq) as last from sqlite_sequence where name in ('experiments', ?)",
                OldTables.renamed("experiments"));
        Long last = found.get(0).numberOrNull("last");
        if (last != null && sql.update("update sqlite_sequence set seq = ? where name = 'experiments'", last) == 0) {
            sql.update("insert into sqlite_sequence (name, seq) values ('experiments', ?)", last);
        }
    }

    int count() {
        return names.size();
    }

    String name(long id) {
        return names.getOrDefault(id, "");
    }

    /** By the id that other tables name it with; empty for members of nothing. */
    Optional<Long> byId(@Nullable String oldId) {
        return Optional.ofNullable(oldId).map(byOldId::get);
    }

    /**
     * Whose job it is. Old files name the experiment by its text id, later ones by its name; a file that took the original's
     * own step to numbers holds both, and there the run's name in the command is what is left.
     */
    Optional<Long> ofJob(@Nullable String experiment, @Nullable String command) {
        if (experiment == null) {
            return Optional.empty();
        }
        if (textIds && byOldId.containsKey(experiment)) {
            return Optional.of(byOldId.get(experiment));
        }
        for (Map<String, Long> known : List.of(byName, byRunName)) {
            if (known.containsKey(experiment)) {
                return Optional.of(known.get(experiment));
            }
        }
        return OldCommands.run(command).map(byName::get).or(() -> Optional.ofNullable(byOldId.get(experiment)));
    }
}
