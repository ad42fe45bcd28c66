package dev.skydeck.store;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The groups of the original's file and who is in them. */
final class ImportedGroups {
    private final ImportSql sql;
    private final ImportedExperiments experiments;
    private final ImportNotes notes;
    private final Set<String> groups = new HashSet<>();

    ImportedGroups(ImportSql sql, ImportedExperiments experiments, ImportNotes notes) {
        this.sql = sql;
        this.experiments = experiments;
        this.notes = notes;
    }

    /** Answers how many groups came over. */
    int carry(OldTables tables) throws SQLException {
        sql.each(tables, "experiment_groups", this::insert);
        sql.each(tables, "experiment_group_members", this::join);
        return groups.size();
    }

    private void insert(OldRow row) throws SQLException {
        @Nullable String id = row.text("id");
        if (id == null) {
            notes.setAside("experiment_groups", row.value("import_row"), "It has no id.");
            return;
        }
        long createdAt = row.time("created_at", 0);
        @Nullable String prefix = row.text("name_prefix");
        sql.update(
                """
                insert into experiment_groups (id, name, flags, group_order, collapsed, name_prefix, spec_revision, created_at,
                  updated_at) values (?,?,?,?,?,?,1,?,?)
                """,
                id,
                row.text("name", id),
                Json.text(row.texts("flags")),
                row.whole("group_order", Integer.MIN_VALUE, 0),
                row.flag("collapsed"),
                prefix == null || prefix.isEmpty() ? null : prefix,
                createdAt,
                row.time("updated_at", createdAt));
        groups.add(id);
        row.note(notes, id, null);
    }

    private void join(OldRow row) throws SQLException {
        @Nullable String group = row.text("group_id");
        @Nullable String member = row.text("experiment_id");
        String key = group + " member " + member;
        Optional<Long> experiment = experiments.byId(member);
        if (group == null || !groups.contains(group) || experiment.isEmpty()) {
            notes.setAside("experiment_group_members", key, "The group or the experiment is not there.");
            return;
        }
        sql.update(
                "insert or ignore into experiment_group_members (group_id, experiment_id, member_order) values (?,?,?)",
                group,
                experiment.get(),
                row.whole("member_order", Integer.MIN_VALUE, 0));
        row.note(notes, key, experiment.get());
    }
}
