package dev.skydeck.launcher;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database with something in every table that lists are read from, and a connection to it that no rule binds. The experiment 1
 * has a launch, jobs, checkpoints and a condition; 2 and 3 have nothing.
 */
public final class FilledFile implements AutoCloseable {
    private static final String ROWS = """
            insert into servers (number, url, user_hash) values (1, 'http://sky', 'abcd1234');
            insert into launches (id, experiment_id, sequence, token, job_name, state, attempt, run_request, spec, server,
              request_id, job_id, opened_at, sent_at)
            select 1, 1, 1, 'sd1:x:1:1:aaaaaaaaaaaaa', 'busy-aaaaaa', 'LIVE', 1, 1,
              json_object('name', 'busy', 'baseCommand', 'lt', 'flags', json('{}'), 'nodes', 1, 'gpus', 0, 'spot', json('false')),
              1, 'r1', 7, 1700000000000, 1700000000000;
            update experiments set newest_launch = 1, latest_epoch = 2 where id = 1;
            insert into jobs (server, job_id, task_id, experiment_id, launch_id, name, status, terminal, recovery_count,
              duration_seconds, metadata, nodes, gpus, created_at)
            values (1, 7, 0, 1, 1, 'busy-aaaaaa', 'RUNNING', 0, 0, 12.5, '{"skydeck":"t"}', 1, 8, 1700000000000);
            insert into jobs (server, job_id, task_id, experiment_id, name, status, terminal, recovery_count, metadata, nodes,
              gpus, created_at, imported_id, cluster_name, sky_job_id, logs_path, instance_type)
            values (1, 5, 0, 1, 'busy', 'SUCCEEDED', 1, 0, '{}', 1, 0, 1600000000000, 'old-5', 'c1', null, '/logs', 'p5');
            insert into jobs (server, job_id, task_id, name, status, terminal, recovery_count, metadata, nodes, gpus, created_at)
            values (1, 9, 0, 'orphan', 'PENDING', 0, 0, '{}', 1, 0, 1700000000000);
            insert into checkpoints (experiment_id, epoch, model_path, replay_paths, modified_at, created_at, synced_at, metrics,
              policy_id)
            values (1, 1, 's3://b/1', '["s3://b/r1"]', 1700000000000, 1700000000000, 1700000000000, '{"reward":0.5}', 'p'),
              (1, 2, 's3://b/2', '[]', 1700000000000, 1700000000000, 1700000000000, '{}', null);
            insert into conditions (experiment_id, type, position, reason, since)
            values (1, 'SlowStart', 0, 'It takes long.', 1700000000000);
            insert into clusters (name, status, num_nodes, last_seen) values ('c1', 'UP', 2, 1700000000000);
            update installation set revision = revision + 1
            """;

    private final Connection connection;

    private FilledFile(Connection connection) {
        this.connection = connection;
    }

    /** Fills an empty file that the fixture serves. */
    public static FilledFile of(ApiFixture api) throws Exception {
        for (String name : List.of("busy", "second", "third")) {
            api.post(
                    "/api/experiments",
                    "{\"name\":\"" + name
                            + "\",\"desired_state\":\"RUNNING\",\"tags\":[\"a\"],\"flags\":{\"lr\":1e-4}}");
        }
        String group = api.post("/api/groups", "{\"name\":\"group\",\"flags\":[\"lr\"]}")
                .at("/group/id")
                .asText();
        api.post("/api/groups/" + group + "/experiments", "{\"experiment_ids\":[\"1\",\"2\"]}");
        FilledFile file = open(api.database());
        for (String statement : ROWS.split(";\\s*\\n", -1)) {
            file.run(statement);
        }
        return file;
    }

    public static FilledFile open(Path database) throws SQLException {
        // Foreign keys are off, as in any other program.
        return new FilledFile(
                DriverManager.getConnection("jdbc:sqlite:" + database + "?busy_timeout=5000&synchronous=OFF"));
    }

    public void run(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    /** The first column of each row. */
    public List<String> texts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        }
    }

    /** The first column of the first row. */
    public @Nullable Object value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getObject(1) : null;
        }
    }

    /** As if a write had been committed, so that nothing is answered from memory. */
    public long nextRevision() throws SQLException {
        run("update installation set revision = revision + 1");
        return Long.parseLong(texts("select revision from installation").get(0));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
