package dev.skydeck.store;

import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of the original's file. They belong to a server of their own, since nobody knows which one they ran on; ids that are
 * no numbers get negative ones.
 */
final class ImportedJobs {
    /** The original had other words for jobs that it had lost sight of, and none of them means that one runs. */
    private static final Set<String> ALIVE = Set.of("PENDING", "STARTING", "RUNNING");

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final String INSERT = """
            insert into jobs (server, job_id, task_id, experiment_id, name, status, terminal, submitted_at, started_at, ended_at,
              recovery_count, error_message, cloud, region, zone, metadata, exit_code, command, nodes, gpus, created_at,
              imported_id, cluster_name, sky_job_id, logs_path, instance_type)
            values (?,?,0,?,?,?,?,?,?,?,0,?,?,?,?,'{}',?,?,?,?,?,?,?,?,?,?)
            """;

    private final ImportSql sql;
    private final ImportedExperiments experiments;
    private final ImportNotes notes;
    private final ZoneId zone;
    private final Set<Long> used = new HashSet<>();
    private long server;
    private long nextNegative = -1;
    private int count;

    /** @param zone of SkyPilot's times, which the original wrote in the local time of its machine without saying so */
    ImportedJobs(ImportSql sql, ImportedExperiments experiments, ImportNotes notes, ZoneId zone) {
        this.sql = sql;
        this.experiments = experiments;
        this.notes = notes;
        this.zone = zone;
    }

    /** Answers how many came over. */
    int carry(OldTables tables) throws SQLException {
        List<SqlRow> made =
                sql.query("insert into servers (url, user_hash, imported) values ('imported', '', 1) returning number");
        server = made.get(0).number("number");
        sql.each(tables, "jobs", this::insert);
        return count;
    }

    private void insert(OldRow row) throws SQLException {
        @Nullable String id = row.text("id");
        if (id == null) {
            notes.setAside("jobs", row.value("import_row"), "It has no id.");
            return;
        }
        String command = row.text("command", "");
        @Nullable String of = row.text("experiment_id");
        Optional<Long> experiment = experiments.ofJob(of, command);
        String status = row.text("status", "UNKNOWN");
        long createdAt = row.time("created_at", 0);
        sql.update(
                INSERT,
                server,
                number(id),
                experiment.orElse(null),
                experiment.map(experiments::name).orElse(of),
                status,
                !ALIVE.contains(status),
                row.timeOrNull("submitted_at", zone),
                row.timeOrNull("started_at", zone),
                row.timeOrNull("ended_at", zone),
                row.text("error_message"),
                row.text("cloud"),
                row.text("region"),
                row.text("zone"),
                exitCode(row),
                command,
                row.whole("nodes", 0, 1),
                row.whole("gpus", 0, 0),
                createdAt,
                id,
                row.text("cluster_name", ""),
                row.wholeOrNull("sky_job_id"),
                row.text("logs_path"),
                row.text("instance_type"));
        count++;
        row.note(notes, id, experiment.orElse(null));
    }

    private static @Nullable Integer exitCode(OldRow row) {
        Long code = row.wholeOrNull("exit_code");
        return code == null || code != code.intValue() ? null : (Integer) code.intValue();
    }

    private long number(String id) {
        if (NUMBER.matcher(id).matches() && used.add(Long.parseLong(id))) {
            return Long.parseLong(id);
        }
        return nextNegative--;
    }
}
