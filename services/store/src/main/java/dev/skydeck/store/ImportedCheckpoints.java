package dev.skydeck.store;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checkpoints of the original's file, with what it knew of metrics and policy versions. */
final class ImportedCheckpoints {
    private static final String INSERT = """
            insert into checkpoints (experiment_id, epoch, model_path, replay_paths, modified_at, created_at, synced_at, metrics,
              observatory_url, policy_version, policy_id, policy_version_id)
            values (?,?,?,?,?,?,?,?,?,?,?,?)
            """;

    private final ImportSql sql;
    private final ImportedExperiments experiments;
    private final ImportNotes notes;
    private final Set<String> used = new HashSet<>();

    ImportedCheckpoints(ImportSql sql, ImportedExperiments experiments, ImportNotes notes) {
        this.sql = sql;
        this.experiments = experiments;
        this.notes = notes;
    }

    /** Answers how many came over. */
    int carry(OldTables tables) throws SQLException {
        sql.each(tables, "checkpoints", this::insert);
        sql.update("update experiments set latest_epoch ="
                + " (select max(epoch) from checkpoints c where c.experiment_id = experiments.id)");
        return used.size();
    }

    private void insert(OldRow row) throws SQLException {
        @Nullable String of = row.text("experiment_id");
        String key = of + " epoch " + row.text("epoch");
        Optional<Long> experiment = experiments.byId(of);
        if (experiment.isEmpty()) {
            notes.setAside("checkpoints", key, "There is no experiment with that id.");
            return;
        }
        @Nullable Long epoch = row.wholeOrNull("epoch");
        if (epoch == null || !used.add(experiment.get() + "/" + epoch)) {
            notes.setAside(
                    "checkpoints", key, epoch == null ? "Its epoch is no number." : "Its epoch is there already.");
            return;
        }
        long createdAt = row.time("created_at", 0);
        sql.update(
                INSERT,
                experiment.get(),
                epoch,
                Optional.ofNullable(row.text("model_path")).orElse(""),
                Json.text(row.texts("replay_paths")),
                createdAt,
                createdAt,
                row.time("synced_at", createdAt),
                Json.text(row.flags("metrics")),
                row.text("observatory_url"),
                row.text("policy_version"),
                row.text("policy_id"),
                row.text("policy_version_id"));
        row.note(notes, key, experiment.get());
    }
}
