package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FlagValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files the store opens, and what it leaves of those that it does not. */
class DatabaseFileTest {
    private Path path;

    @BeforeEach
    void choose(@TempDir Path folder) {
        path = folder.resolve("deep/skydeck.db");
    }

    private void makeWith(String... statements) throws Exception {
        Files.createDirectories(path.resolveSibling("."));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void shouldRefuseUntouched(String sentence) throws Exception {
        byte[] before = Files.readAllBytes(path);
        assertThatThrownBy(() -> Deployed.at(path))
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining(path.toString());
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        assertThat(Files.exists(path.resolveSibling("skydeck.db-wal"))).isFalse();
    }

    @Test
    void shouldMakeAPrivateFileThatSaysWhoseItIs() throws Exception {
        try (Deployed store = Deployed.at(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            assertThat(store.raw("pragma application_id")).containsExactly("" + DatabaseFile.APPLICATION_ID);
            assertThat(store.installation().schemaVersion()).isEqualTo(Migrations.NEWEST);
            assertThat(store.installation().instanceId()).matches("[a-z0-9]+");
            assertThat(store.installation().databasePath()).isEqualTo(path.toString());
        }
    }

    @Test
    void shouldFindEverythingWhenTheFileIsOpenedAgain() throws Exception {
        // Given
        Experiment created;
        String instance;
        try (Deployed store = Deployed.at(path)) {
            created = store.create("mnist", DesiredState.RUNNING);
            instance = store.installation().instanceId();
        }

        // When
        try (Deployed store = Deployed.at(path)) {
            // Then
            assertThat(store.experiment(created.id())).isEqualTo(created);
            assertThat(store.revision()).isEqualTo(1);
            assertThat(store.installation().instanceId()).isEqualTo(instance);
        }
    }

    @Test
    void shouldRefuseAFileThatIsNoDatabase() throws Exception {
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, "dear diary\n".repeat(50));

        shouldRefuseUntouched("is no SQLite database");
    }

    @Test
    void shouldRefuseAnotherProgramsDatabase() throws Exception {
        makeWith("create table bookmarks (url text)");

        shouldRefuseUntouched("another program");
    }

    @Test
    void shouldRefuseAnotherProgramsMarkedDatabase() throws Exception {
        makeWith("pragma application_id = 4711", "create table experiments (id integer)");

        shouldRefuseUntouched("another program");
    }

    @Test
    void shouldRefuseANewerSchema() throws Exception {
        Deployed.at(path).close();
        makeWith("pragma user_version = " + (Migrations.NEWEST + 1));

        shouldRefuseUntouched("newer SkyDeck");
    }

    @Test
    void shouldRefuseAReadOnlyFile() throws Exception {
        makeWith(
                "create table experiments (id integer)",
                "create table jobs (id integer)",
                "create table checkpoints (e integer)");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));

        shouldRefuseUntouched("read-only");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("r--------");
    }

    @Test
    void shouldRefuseAFolderInPlaceOfTheFile() throws Exception {
        Files.createDirectories(path);

        assertThatThrownBy(() -> Deployed.at(path))
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void shouldRefuseAFileInPlaceOfTheFolder(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Deployed.at(file.resolve("skydeck.db"))).isInstanceOf(StoreUnusable.class);
    }

    @Test
    void shouldRefuseASecondOwnerInTheSameProcess() throws Exception {
        try (Deployed first = Deployed.at(path)) {
            assertThatThrownBy(() -> Deployed.at(path))
                    .isInstanceOf(StoreUnusable.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(first.create("mnist", DesiredState.STOPPED).id()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseASecondOwnerAndNameItsProcess() throws Exception {
        // Given
        Files.createDirectories(path.resolveSibling("."));
        Path locked = path.resolveSibling("skydeck.db.lock");
        Path program = Files.writeString(path.resolveSibling("Holder.java"), """
                import java.nio.channels.FileChannel;
                import java.nio.file.*;
                public class Holder {
                    public static void main(String[] args) throws Exception {
                        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE)) {
                            channel.lock();
                            channel.write(java.nio.ByteBuffer.wrap("4711\\n".getBytes()));
                            System.out.println("locked");
                            System.in.read();
                        }
                    }
                }
                """, StandardOpenOption.CREATE);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process holder = new ProcessBuilder(java, program.toString(), locked.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("locked");

            // When
            assertThatThrownBy(() -> Deployed.at(path))
                    .isInstanceOf(StoreUnusable.class)
                    .hasMessageContaining("process 4711");

            // Then
            assertThat(Files.exists(path)).isFalse();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        Deployed.at(path).close();
    }

    @Test
    void shouldLeaveTheOldSchemaWhenAMigrationIsHaltedBeforeItsCommit() throws Exception {
        // Given
        Files.createDirectories(path.resolveSibling("."));
        DatabaseFile file = new DatabaseFile(path);
        Migrations halted = new Migrations(file, step -> {
            throw new IllegalStateException("halt");
        });

        // When
        assertThatThrownBy(halted::run).hasMessage("halt");

        // Then
        assertThat(Deployed.raw(path, "pragma user_version")).containsExactly("0");
        assertThat(Deployed.raw(path, "select name from sqlite_master")).isEmpty();
        try (Deployed store = Deployed.at(path)) {
            assertThat(store.revision()).isZero();
        }
    }

    private static List<String> schema(int version) throws Exception {
        List<String> statements = new ArrayList<>();
        for (int step = 1; step <= version; step++) {
            statements.addAll(Schema.statements(step));
        }
        statements.add("pragma application_id = " + DatabaseFile.APPLICATION_ID);
        statements.add("pragma user_version = " + version);
        return statements;
    }

    @Test
    void shouldKnowTheNamesUnderWhichExperimentsWereLaunched() throws Exception {
        // Given
        List<String> statements = schema(8);
        statements.add("""
                insert into experiments (name, desired_state, current_state, flags, base_command, nodes, gpus, spot, tags,
                  exp_order, is_expanded, starred, run_request, spec_revision, created_at, updated_at)
                values ('now', 'RUNNING', 'INIT', '{}', 'lt', 1, 8, 0, '[]', 0, 0, 0, 1, 1, 5, 0)""");
        for (String name : List.of("before", "now")) {
            statements.add("""
                    insert into launches (experiment_id, sequence, state, run_request, spec, token, job_name, attempt, opened_at)
                    values (1, (select count(*) from launches), 'CLOSED', 1, json_object('name', '%1$s'), 'sd1:%1$s', 'j', 1, 7)
                    """.formatted(name));
        }
        makeWith(statements.toArray(String[]::new));

        // When
        Deployed.at(path).close();

        // Then
        assertThat(Deployed.raw(path, "select name || ' ' || since from experiment_names order by name"))
                .containsExactly("before 7", "now 7");
    }

    private static String experiment(String name, String desired) {
        return """
                insert into experiments (name, desired_state, current_state, flags, base_command, nodes, gpus, spot, tags,
                  exp_order, is_expanded, starred, run_request, spec_revision, created_at, updated_at)
                values ('%s', '%s', 'INIT', '{}', 'lt', 1, 8, 0, '[]', 0, 0, 0, 1, 1, 0, 0)""".formatted(name, desired);
    }

    @Test
    void shouldAskAPolicyRegistryForCheckpointsOfWhichNothingIsKnown() throws Exception {
        // Given
        List<String> statements = schema(12);
        for (String name : List.of("open", "known")) {
            statements.add(experiment(name, "STOPPED"));
            statements.add("""
                    insert into checkpoints (experiment_id, epoch, model_path, replay_paths, modified_at, created_at, synced_at,
                      policy_version)
                    select id, 1, '', '[]', 0, 7, 0, case name when 'known' then '3' end from experiments where name = '%1$s'
                    """.formatted(name));
        }
        makeWith(statements.toArray(String[]::new));

        // When
        Deployed.at(path).close();

        // Then
        assertThat(Deployed.raw(path, "select experiment_id || ' ' || due_at from policy_questions"))
                .containsExactly("1 7");
    }

    @Test
    void shouldLaunchNothingAgainThatEndedBeforeThereWereRetries() throws Exception {
        // Given
        List<String> statements = schema(7);
        for (String state : List.of("CLOSED", "LIVE")) {
            statements.add(experiment(state, "RUNNING"));
            statements.add("""
                    insert into launches (experiment_id, sequence, state, run_request, spec, token, job_name, attempt, opened_at)
                    select id, 1, name, 1, '{}', 'sd1:' || name, name, 1, 0 from experiments where name = '%1$s'""".formatted(state));
            statements.add("update experiments set newest_launch = (select id from launches where job_name = '" + state
                    + "') where name = '" + state + "'");
        }
        makeWith(statements.toArray(String[]::new));

        // When
        Deployed.at(path).close();

        // Then
        assertThat(Deployed.raw(
                        path, "select name || ' ' || restart || ' ' || infra_retries from experiments order by id"))
                .containsExactly("CLOSED NEVER 0", "LIVE NEVER 3");
    }

    @Test
    void shouldOpenAFileFromBeforeThereWereSweeps() throws Exception {
        // Given
        List<String> statements = schema(4);
        statements.add("""
                insert into experiments (name, desired_state, current_state, flags, base_command, nodes, gpus, spot, tags,
                  exp_order, is_expanded, starred, run_request, spec_revision, created_at, updated_at)
                values ('old', 'STOPPED', 'INIT', '{"lr":1e-4}', 'lt', 1, 8, 0, '[]', 0, 0, 0, 0, 3, 0, 0)""");
        statements.add("""
                insert into experiment_groups (id, name, flags, group_order, collapsed, created_at, updated_at)
                values ('0000abcd', 'LR', '[]', 0, 0, 0, 0)""");
        makeWith(statements.toArray(String[]::new));

        // When
        try (Deployed store = Deployed.at(path)) {
            // Then
            Experiment old = store.experiment(1);
            assertThat(old.spec().flags().values()).containsEntry("lr", new FlagValue.Dec("1e-4"));
            assertThat(old.specRevision()).isEqualTo(3);
            assertThat(old.priority()).isZero();
            assertThat(old.sweep()).isNull();
            assertThat(store.ask(new ReadBoard(0, 10)).groups().get(0).maxParallel())
                    .isNull();
            assertThat(store.installation().schemaVersion()).isEqualTo(Migrations.NEWEST);
        }
    }

    @Test
    void shouldOpenAFileWhoseFirstStartWasHalted() throws Exception {
        Files.createDirectories(path.resolveSibling("."));
        Files.createFile(path);

        try (Deployed store = Deployed.at(path)) {
            assertThat(store.revision()).isZero();
        }
    }

    @Test
    void shouldLetASecondConnectionWriteAfterAWrite() throws Exception {
        try (Deployed store = Deployed.at(path)) {
            // Given
            store.create("mnist", DesiredState.STOPPED);

            // When
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path + "?busy_timeout=0");
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into user_settings (key, value, updated_at) values ('k', '1', 0)");
            }

            // Then
            assertThat(store.raw("select value from user_settings")).containsExactly("1");
            assertThat(store.raw("select name from experiments")).containsExactly("mnist");
        }
    }

    @Test
    void shouldKeepHistoryFromBeingChangedOrTakenAway() throws Exception {
        try (Deployed store = Deployed.at(path)) {
            store.create("mnist", DesiredState.STOPPED);
            for (String attempt : List.of("update events set actor = 'bob'", "delete from events")) {
                assertThatThrownBy(() -> execute(attempt))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("append-only");
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
