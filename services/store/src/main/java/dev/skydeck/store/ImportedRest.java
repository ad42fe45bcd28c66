package dev.skydeck.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clusters, what was known of flags, what pages kept, and the log of operations. */
final class ImportedRest {
    private final ImportSql sql;
    private final ImportedExperiments experiments;
    private final ImportNotes notes;
    private int operations;

    ImportedRest(ImportSql sql, ImportedExperiments experiments, ImportNotes notes) {
        this.sql = sql;
        this.experiments = experiments;
        this.notes = notes;
    }

    /** Answers how many operations came over. */
    int carry(OldTables tables) throws SQLException {
        sql.each(tables, "operation_logs", this::operation);
        sql.each(tables, "clusters", this::cluster);
        sql.each(tables, "flag_schemas", this::flagSchema);
        sql.each(tables, "user_settings", this::setting);
        return operations;
    }

    /** A fact of the history, with the columns as they were. */
    private void operation(OldRow row) {
        long at = row.time("timestamp", 0);
        Map<String, @Nullable Object> data = row.all();
        data.remove("import_row");
        Optional<Long> experiment = experiments.byId(row.text("experiment_id"));
        String user = Objects.requireNonNullElse(row.text("user"), "original");
        notes.happenedAt(Instant.ofEpochMilli(at), "operation", experiment.orElse(null), user, data);
        operations++;
        row.note(notes, row.text("id"), experiment.orElse(null));
    }

    private void cluster(OldRow row) throws SQLException {
        @Nullable String name = row.text("name");
        if (name == null) {
            notes.setAside("clusters", row.value("import_row"), "It has no name.");
            return;
        }
        sql.update(
                "insert into clusters (name, status, num_nodes, instance_type, cloud, created_at, last_seen)"
                        + " values (?,?,?,?,?,?,?)",
                name,
                row.text("status", "UNKNOWN"),
                row.whole("num_nodes", 0, 0),
                row.text("instance_type"),
                row.text("cloud"),
                row.timeOrNull("created_at"),
                row.time("last_seen", 0));
        row.note(notes, name, null);
    }

    private void flagSchema(OldRow row) throws SQLException {
        @Nullable String name = row.text("flag_name");
        if (name == null) {
            notes.setAside("flag_schemas", row.value("import_row"), "It has no name.");
            return;
        }
        sql.update(
                "insert into flag_schemas (flag_name, flag_type, description, default_value, choices, category)"
                        + " values (?,?,?,?,?,?)",
                name,
                row.text("flag_type", "STRING"),
                row.text("description"),
                row.text("default_value"),
                row.text("choices"),
                row.text("category"));
        row.note(notes, name, null);
    }

    private void setting(OldRow row) throws SQLException {
        @Nullable String key = row.text("key");
        if (key == null) {
            notes.setAside("user_settings", row.value("import_row"), "It has no key.");
            return;
        }
        sql.update(
                "insert into user_settings (key, value, updated_at) values (?,?,?)",
                key,
                row.text("value", "{}"),
                row.time("updated_at", 0));
        row.note(notes, key, null);
    }
}
