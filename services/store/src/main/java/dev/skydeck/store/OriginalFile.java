package dev.skydeck.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of the original, of any age, and how it becomes one of ours: a verified copy is laid beside it, and then one
 * transaction puts its tables aside, makes ours and carries the rows over. Whenever that is halted, the file is as it was or
 * done.
 */
final class OriginalFile {
    private final Path path;
    private final ZoneId zone;
    private final Instant now;
    private final Runnable beforeEach;

    OriginalFile(Path path, ZoneId zone, Instant now) {
        this(path, zone, now, () -> {});
    }

    /** @param beforeEach runs before each statement of the transaction */
    OriginalFile(Path path, ZoneId zone, Instant now, Runnable beforeEach) {
        this.path = path;
        this.zone = zone;
        this.now = now;
        this.beforeEach = beforeEach;
    }

    /** @throws StoreUnusable if it cannot be copied or is damaged; the file is then as it was */
    ImportReport become() throws SQLException {
        return carryOver(VerifiedCopy.beside(path, "original", now));
    }

    /** @param backup where the file is kept as it was */
    ImportReport carryOver(Path backup) throws SQLException {
        // Not through the URL of our files: the journal stays what the original set until the transaction is done.
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + path + "?busy_timeout=5000&synchronous=FULL")) {
            ImportSql sql = new ImportSql(connection, beforeEach);
            sql.update("BEGIN IMMEDIATE");
            try {
                ImportReport report = carry(sql, backup);
                sql.update("COMMIT");
                return report;
            } catch (SQLException | RuntimeException e) {
                rollback(sql, e);
                throw e;
            }
        }
    }

    /** SQLite ends the transaction itself when the disk is full; why it failed is what counts. */
    private static void rollback(ImportSql sql, Exception why) {
        try {
            sql.update("ROLLBACK");
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private ImportReport carry(ImportSql sql, Path backup) throws SQLException {
        OldTables tables = OldTables.putAside(sql, Schema.tables());
        for (int step = 1; step <= Migrations.NEWEST; step++) {
            for (String statement : Schema.statements(step)) {
                sql.update(statement);
            }
        }
        ImportNotes notes = new ImportNotes(now);
        ImportedExperiments experiments = ImportedExperiments.carry(sql, tables, notes);
        int operations = new ImportedRest(sql, experiments, notes).carry(tables);
        new ImportedFlags(sql, notes).carry(tables);
        int jobs = new ImportedJobs(sql, experiments, notes, zone).carry(tables);
        int checkpoints = new ImportedCheckpoints(sql, experiments, notes).carry(tables);
        int groups = new ImportedGroups(sql, experiments, notes).carry(tables);
        ImportReport report = new ImportReport(
                backup,
                zone.getId(),
                experiments.count(),
                jobs,
                checkpoints,
                groups,
                operations,
                notes.repaired(),
                notes.setAside());
        notes.happened("imported", null, data(report));
        ImportSql.done(History.append(sql.sql(), 1, "import", notes.facts()));
        sql.update("update installation set revision = 1");
        sql.update("PRAGMA user_version=" + Migrations.NEWEST);
        sql.update("PRAGMA application_id=" + DatabaseFile.APPLICATION_ID);
        Schema.requireWhole(sql);
        return report;
    }

    private static Map<String, Object> data(ImportReport report) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("backup", report.backup().toString());
        data.put("zone", report.zone());
        data.put("experiments", report.experiments());
        data.put("jobs", report.jobs());
        data.put("checkpoints", report.checkpoints());
        data.put("groups", report.groups());
        data.put("operations", report.operations());
        data.put("repaired", report.repaired());
        data.put("set_aside", report.setAside());
        return data;
    }
}
