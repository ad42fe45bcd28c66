package dev.skydeck.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;

/** A database of the original SkyDeck, as its newest age writes it, of a size that a large team may have. */
final class OriginalFile {
    private static final LocalDateTime BEGUN = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final String[] TABLES = {
        """
        create table experiments (id integer primary key autoincrement, name text not null unique,
          desired_state text not null, current_state text not null, flags text not null, base_command text not null,
          run_name text, git_branch text, current_job_id text, cluster_name text, nodes integer not null default 1,
          gpus integer not null default 0, instance_type text, cloud text, spot integer not null default 0,
          created_at text not null, updated_at text not null, wandb_link text, description text, tags text not null,
          exp_group text, exp_order integer not null default 0, is_expanded integer not null default 0, tool_path text,
          starred integer not null default 0, deleted integer not null default 0)
        """,
        """
        create table jobs (id text primary key, experiment_id text not null, cluster_name text not null,
          sky_job_id integer, status text not null, created_at text not null, submitted_at text, started_at text,
          ended_at text, command text not null, logs_path text, exit_code integer, error_message text,
          nodes integer not null default 1, gpus integer not null default 0, instance_type text, cloud text)
        """,
        """
        create table checkpoints (experiment_id text not null, epoch integer not null, model_path text,
          replay_paths text not null, metrics text not null, created_at text not null, synced_at text not null,
          observatory_url text, policy_version text, policy_id text, policy_version_id text,
          primary key (experiment_id, epoch))
        """,
        "create table clusters (name text primary key, status text not null, num_nodes integer not null default 0,"
                + " instance_type text, cloud text, created_at text, last_seen text not null)",
        "create table flag_schemas (flag_name text primary key, flag_type text not null, description text,"
                + " default_value text, choices text, category text)",
        "create table user_settings (key text primary key, value text not null, updated_at text not null)",
        "create table experiment_groups (id text primary key, name text not null, flags text not null,"
                + " group_order integer not null default 0, collapsed integer not null default 0,"
                + " created_at text not null, updated_at text not null, name_prefix text)",
        "create table experiment_group_members (group_id text not null, experiment_id text not null,"
                + " member_order integer not null default 0, primary key (group_id, experiment_id))",
        "create index idx_jobs_experiment_id on jobs(experiment_id)"
    };

    private OriginalFile() {}

    /** Arguments: the file, how many experiments, how many jobs. The browser tests run this source file by itself. */
    public static void main(String[] args) throws SQLException {
        write(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    }

    /** Writes {@code experiments} experiments in groups of 25, with {@code jobs} jobs that have ended, spread over them. */
    static void write(Path file, int experiments, int jobs) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String table : TABLES) {
                    statement.execute(table);
                }
            }
            experiments(connection, experiments);
            jobs(connection, experiments, jobs);
            connection.commit();
        }
    }

    private static void experiments(Connection connection, int count) throws SQLException {
        try (PreparedStatement experiment = connection.prepareStatement(
                        "insert into experiments (name, desired_state, current_state, flags, base_command, tool_path,"
                                + " nodes, gpus, created_at, updated_at, tags) values (?,?,?,?,'lt','arena.train',1,8,?,?,?)");
                PreparedStatement group = connection.prepareStatement(
                        "insert into experiment_groups (id, name, flags, group_order, created_at, updated_at)"
                                + " values (?,?,'[]',?,?,?)");
                PreparedStatement member =
                        connection.prepareStatement("insert into experiment_group_members values (?,?,?)")) {
            for (int i = 1; i <= count; i++) {
                String at = BEGUN.plusMinutes(i).toString();
                set(
                        experiment,
                        "team.sweep-" + i / 25 + ".run-" + i,
                        i % 50 == 0 ? "RUNNING" : "STOPPED",
                        i % 50 == 0 ? "RUNNING" : "SUCCEEDED",
                        flags(i),
                        at,
                        at,
                        "[\"sweep\", \"round-" + i % 7 + "\"]");
                String id = String.format("%08x", i / 25);
                if (i == 1 || i % 25 == 0) {
                    set(group, id, "sweep " + i / 25, i / 25, at, at);
                }
                set(member, id, String.valueOf(i), i % 25);
            }
        }
    }

    private static String flags(int i) {
        return String.format(
                "{\"trainer.lr\": %d.0e-5, \"trainer.batch_size\": %d, \"trainer.losses.ppo.enabled\": %b,"
                        + " \"policy.layers\": %d, \"policy.width\": %d, \"env\": \"arena-%d\", \"seed\": %d,"
                        + " \"trainer.total_timesteps\": 10000000000}",
                1 + i % 9, 512 << (i % 4), i % 2 == 0, 2 + i % 3, 64 << (i % 3), i % 5, i);
    }

    private static void jobs(Connection connection, int experiments, int count) throws SQLException {
        try (PreparedStatement job = connection.prepareStatement(
                "insert into jobs (id, experiment_id, cluster_name, sky_job_id, status, created_at, submitted_at,"
                        + " started_at, ended_at, command, exit_code, nodes, gpus) values (?,?,?,?,?,?,?,?,?,?,?,1,8)")) {
            for (int i = 1; i <= count; i++) {
                int owner = 1 + i % experiments;
                String at = BEGUN.plusMinutes(3L * i).toString();
                boolean good = i % 10 != 0;
                set(
                        job,
                        String.valueOf(i),
                        "team.sweep-" + owner / 25 + ".run-" + owner,
                        "sky-jobs-" + i,
                        i,
                        good ? "SUCCEEDED" : "FAILED",
                        at,
                        at,
                        at,
                        BEGUN.plusMinutes(3L * i + 90).toString(),
                        "lt --gpus=8 --nodes=1 arena.train run=team.sweep-" + owner / 25 + ".run-" + owner
                                + " trainer.lr=1e-4 trainer.batch_size=512",
                        good ? 0 : 1);
            }
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }
}
