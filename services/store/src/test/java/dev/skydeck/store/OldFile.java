package dev.skydeck.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A file as a version of the original made it, by SQL. */
final class OldFile implements AutoCloseable {
    private final Connection connection;

    private OldFile(Connection connection) {
        this.connection = connection;
    }

    /** @param age 1 to 8, as the original's versions are counted */
    static OldFile of(Path path, int age) throws SQLException {
        OldFile file = new OldFile(DriverManager.getConnection("jdbc:sqlite:" + path));
        file.run("create table experiments (id " + (age < 7 ? "text primary key" : "integer primary key autoincrement")
                + ", name text not null" + (age < 7 ? "" : " unique") + ", desired_state text not null,"
                + " current_state text not null, flags text not null, base_command text not null, run_name text, git_branch text,"
                + " current_job_id text, cluster_name text, nodes integer not null default 1, gpus integer not null default 0,"
                + " instance_type text, cloud text," + (age < 6 ? " region text, zone text," : "")
                + " spot integer not null default 0, created_at text not null, updated_at text not null, wandb_link text,"
                + " description text, tags text not null, exp_group text, exp_order integer not null default 0,"
                + " is_expanded integer not null default 0, tool_path text, starred integer not null default 0"
                + (age < 6 ? "" : ", deleted integer not null default 0") + ")");
        file.run("create table jobs (id text primary key, experiment_id text not null, cluster_name text not null,"
                + " sky_job_id integer, status text not null, created_at text not null, submitted_at text, started_at text,"
                + " ended_at text, command text not null, logs_path text, exit_code integer, error_message text,"
                + " nodes integer not null default 1, gpus integer not null default 0, instance_type text, cloud text,"
                + (age < 6 ? " region text, zone text," : "")
                + " foreign key (experiment_id) references experiments(id) on delete cascade)");
        file.run("create table checkpoints (experiment_id text not null, epoch integer not null, model_path text,"
                + " replay_paths text not null, metrics text not null, created_at text not null, synced_at text not null,"
                + (age < 6 ? "" : " observatory_url text, policy_version text,")
                + (age < 7 ? "" : " policy_id text, policy_version_id text,") + " primary key (experiment_id, epoch))");
        file.run(
                "create table clusters (name text primary key, status text not null, num_nodes integer not null default 0,"
                        + " instance_type text, cloud text, created_at text, last_seen text not null)");
        file.run("create table flag_schemas (flag_name text primary key, flag_type text not null, description text,"
                + " default_value text, choices text, category text)");
        file.run("create table user_settings (key text primary key, value text not null, updated_at text not null)");
        file.run("create index idx_jobs_experiment_id on jobs(experiment_id)");
        if (age >= 7) {
            file.run("create table experiment_groups (id text primary key, name text not null, flags text not null,"
                    + " group_order integer not null default 0, collapsed integer not null default 0, created_at text not null,"
                    + " updated_at text not null" + (age < 8 ? "" : ", name_prefix text") + ")");
            file.run("create table flag_definitions (tool_path text not null, flag text not null, type text not null,"
                    + " default_value text, required integer not null default 0, last_extracted text not null,"
                    + " primary key (tool_path, flag))");
            file.run("create table experiment_group_members (group_id text not null, experiment_id text not null,"
                    + " member_order integer not null default 0, primary key (group_id, experiment_id))");
        }
        if (age >= 8) {
            file.run("create table operation_logs (id integer primary key, timestamp text not null,"
                    + " operation_type text not null, experiment_id integer, experiment_name text, job_id text,"
                    + " success integer not null default 1, error_message text, output text, user text)");
        }
        return file;
    }

    /** An experiment with what every age has. */
    void experiment(Object id, String name, String desired, String createdAt) throws SQLException {
        run(
                "insert into experiments (id, name, desired_state, current_state, flags, base_command, created_at, updated_at,"
                        + " tags) values (?, ?, ?, 'RUNNING', '{\"lr\": 1e-4}', 'lt', ?, ?, '[\"a\"]')",
                id,
                name,
                desired,
                createdAt,
                createdAt);
    }

    void job(String id, String experiment, String status) throws SQLException {
        run(
                "insert into jobs (id, experiment_id, cluster_name, status, created_at, submitted_at, command)"
                        + " values (?, ?, 'managed', ?, '2025-11-03T09:15:27', '2025-11-03T10:15:27', 'launch.py')",
                id,
                experiment,
                status);
    }

    void checkpoint(String experiment, Object epoch) throws SQLException {
        run(
                "insert into checkpoints (experiment_id, epoch, model_path, replay_paths, metrics, created_at, synced_at)"
                        + " values (?, ?, 's3://b/1', '[]', '{\"reward\": 0.5}', '2025-11-03T09:15:27', '2025-11-03T09:15:27')",
                experiment,
                epoch);
    }

    void run(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    void script(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
