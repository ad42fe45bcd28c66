package dev.skydeck.store;

import dev.skydeck.messages.FileRequest.CheckFile;
import dev.skydeck.messages.FileRequest.FileReport;
import dev.skydeck.messages.FileRequest.Finding;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks the file through: whether it is whole, and whether what it holds fits together. */
final class Doctor {
    /** Rows that belong to nothing; SQLite's own check covers the declared references. */
    private static final Map<String, String> ORPHANS = new TreeMap<>(Map.of(
            "newest launches",
                    "select count(*) as count from experiments e where newest_launch is not null"
                            + " and not exists (select 1 from launches l where l.id = e.newest_launch and l.experiment_id = e.id)",
            "jobs of launches",
                    "select count(*) as count from jobs j where launch_id is not null"
                            + " and not exists (select 1 from launches l where l.id = j.launch_id and l.experiment_id = j.experiment_id)",
            "facts of experiments",
                    "select count(*) as count from events v where experiment_id is not null"
                            + " and not exists (select 1 from experiments e where e.id = v.experiment_id)",
            "facts of the future",
                    "select count(*) as count from events where revision > (select revision from installation)"));

    private final Database database;
    private final Path path;

    Doctor(Database database, Path path) {
        this.database = database;
        this.path = path;
    }

    Future<FileReport> check(CheckFile request) {
        return database.onReader(sql -> {
            List<Finding> findings = new ArrayList<>();
            return integrity(sql, findings)
                    .compose(none -> chain(sql, findings))
                    .compose(none -> references(sql, findings))
                    .compose(none -> orphans(sql, findings))
                    .compose(none -> settings(sql, findings))
                    .map(none -> new FileReport(path.toString(), findings));
        });
    }

    private static Future<Void> integrity(Sql sql, List<Finding> findings) {
        return sql.query("select integrity_check as word from pragma_integrity_check limit 5")
                .map(rows -> {
                    List<String> words =
                            rows.stream().map(row -> row.text("word")).toList();
                    boolean whole = words.equals(List.of("ok"));
                    findings.add(new Finding(
                            "integrity",
                            whole,
                            whole ? "The file is whole." : "The file is damaged: " + String.join("; ", words)));
                    return null;
                });
    }

    private static Future<Void> chain(Sql sql, List<Finding> findings) {
        return History.verify(sql)
                .compose(broken -> sql.query("select count(*) as count from events")
                        .map(rows -> {
                            findings.add(new Finding(
                                    "history",
                                    broken.isEmpty(),
                                    broken.orElse("The chain of the history is whole, "
                                            + rows.get(0).number("count") + " facts.")));
                            return null;
                        }));
    }

    private static Future<Void> references(Sql sql, List<Finding> findings) {
        return sql.query("select \"table\" as name, count(*) as count from pragma_foreign_key_check group by 1")
                .map(rows -> {
                    List<String> broken = rows.stream()
                            .filter(row -> !OldTables.isRenamed(row.text("name")))
                            .map(row -> row.number("count") + " in " + row.text("name"))
                            .toList();
                    findings.add(new Finding(
                            "references",
                            broken.isEmpty(),
                            broken.isEmpty()
                                    ? "Every row that refers to another finds it."
                                    : "Rows refer to what is not there: " + String.join(", ", broken) + "."));
                    return null;
                });
    }

    private static Future<Void> orphans(Sql sql, List<Finding> findings) {
        List<String> found = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (Map.Entry<String, String> query : ORPHANS.entrySet()) {
            done = done.compose(none -> sql.query(query.getValue()).map(rows -> {
                if (rows.get(0).number("count") > 0) {
                    found.add(rows.get(0).number("count") + " " + query.getKey());
                }
                return null;
            }));
        }
        return done.map(none -> {
            findings.add(new Finding(
                    "orphans",
                    found.isEmpty(),
                    found.isEmpty() ? "Nothing belongs to nothing." : "Do not fit: " + String.join(", ", found) + "."));
            return null;
        });
    }

    private static Future<Void> settings(Sql sql, List<Finding> findings) {
        return sql.query("""
                        select (select journal_mode from pragma_journal_mode) as journal,
                          (select synchronous from pragma_synchronous) as synchronous,
                          (select user_version from pragma_user_version) as version,
                          (select application_id from pragma_application_id) as application
                        """).map(rows -> {
            SqlRow row = rows.get(0);
            boolean right = row.text("journal").equals("wal")
                    && row.number("synchronous") == 2
                    && row.number("version") == Migrations.NEWEST
                    && row.number("application") == DatabaseFile.APPLICATION_ID;
            findings.add(new Finding(
                    "settings",
                    right,
                    "Journal " + row.text("journal") + ", synchronous " + row.number("synchronous")
                            + ", schema version "
                            + row.number("version")
                            + (right
                                    ? "."
                                    : ": wal, 2 and " + Migrations.NEWEST + " are needed in a file of SkyDeck.")));
            return null;
        });
    }
}
