package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar's commands on database files, one after the other as somebody who moves would use them. */
class DatabaseCommandsIT {
    @TempDir
    private Path folder;

    private Path original;
    private String database;

    @BeforeEach
    void copyTheOriginalsFile() throws Exception {
        original = folder.resolve("original.db");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/original/age1.db"))) {
            Files.copy(in, original);
        }
        database = folder.resolve("moved/skydeck.db").toString();
    }

    @Test
    void shouldImportAndServeAndLeaveTheSourceAlone() throws Exception {
        byte[] before = Files.readAllBytes(original);

        assertThat(run(0, "import", "--from", original.toString(), "--db-path", database))
                .contains("22 experiments, 73 jobs, 19 checkpoints");
        assertThat(Files.readAllBytes(original)).isEqualTo(before);
        assertThat(run(0, "doctor", "--db-path", database)).contains("ok     The file is whole.");
        try (SkyDeckProcess skydeck = serve()) {
            JsonObject experiment = skydeck.experiment("daveey.ppo_4layer");
            assertThat(experiment.getString("held")).isNotNull();
            assertThat(experiment.getString("desired_state")).isEqualTo("RUNNING");
        }
    }

    @Test
    void shouldRefuseToImportOverADatabase() throws Exception {
        run(0, "import", "--from", original.toString(), "--db-path", database);

        assertThat(run(1, "import", "--from", original.toString(), "--db-path", database))
                .startsWith("skydeck: There is a database");
    }

    @Test
    void shouldBackUpWhileItServesAndRestoreOnceItIsOff() throws Exception {
        run(0, "import", "--from", original.toString(), "--db-path", database);
        String copy = folder.resolve("copy.backup").toString();
        try (SkyDeckProcess skydeck = serve()) {
            skydeck.address();
            assertThat(run(0, "backup", "--to", copy, "--db-path", database)).startsWith("Copied to " + copy);
            skydeck.post("/api/experiments", new JsonObject().put("name", "later"));
            assertThat(run(1, "restore", "--from", copy, "--yes", "--db-path", database))
                    .contains("in use by process " + skydeck.pid());
        }

        assertThat(run(1, "restore", "--from", copy, "--db-path", database)).contains("--yes");
        assertThat(run(0, "restore", "--from", copy, "--yes", "--db-path", database))
                .startsWith("Restored ");

        try (SkyDeckProcess skydeck = serve()) {
            assertThat(skydeck.experiment("later").isEmpty()).isTrue();
            assertThat(skydeck.experiment("many.jobs").getString("held")).isNotNull();
        }
    }

    @Test
    void shouldReleaseThroughTheRunningServer() throws Exception {
        run(0, "import", "--from", original.toString(), "--db-path", database);
        assertThat(run(1, "release", "--all", "--db-path", database)).contains("No server works with");

        try (SkyDeckProcess skydeck = serve()) {
            assertThat(run(0, "release", "--experiment", "1", "--db-path", database))
                    .startsWith("Released 1 ");
            assertThat(skydeck.experiment("daveey.ppo_4layer").getString("held"))
                    .isNull();
            assertThat(run(0, "release", "--all", "--db-path", database)).startsWith("Released 21 ");
            assertThat(skydeck.experiment("many.jobs").getString("held")).isNull();
        }
    }

    @Test
    void shouldPauseThroughTheRunningServer() throws Exception {
        try (SkyDeckProcess skydeck = serve()) {
            skydeck.post("/api/experiments", new JsonObject().put("name", "lr").put("base_command", "true"));

            assertThat(run(0, "pause", "--all", "--db-path", database)).startsWith("Paused 1 ");

            assertThat(skydeck.experiment("lr").getString("held")).startsWith("It is paused");
            assertThat(run(0, "release", "--all", "--db-path", database)).startsWith("Released 1 ");
            assertThat(skydeck.experiment("lr").getString("held")).isNull();
        }
    }

    @Test
    void shouldPrintJsonForPrograms() throws Exception {
        String printed = run(0, "import", "--from", original.toString(), "--db-path", database, "--json");

        assertThat(new JsonObject(printed).getInteger("experiments")).isEqualTo(22);
        assertThat(new JsonObject(run(0, "doctor", "--db-path", database, "--json")).getBoolean("passed"))
                .isTrue();
    }

    @Test
    void shouldEndWithAFaultWhenTheDatabaseIsNotThere() throws Exception {
        assertThat(run(1, "doctor", "--db-path", database)).startsWith("skydeck: There is no database");
    }

    private SkyDeckProcess serve() throws Exception {
        SkyDeckProcess skydeck =
                SkyDeckProcess.start("serve", "--port", "0", "--db-path", database, "--endpoint", "http://127.0.0.1:1");
        skydeck.address();
        return skydeck;
    }

    private static String run(int code, String... arguments) throws Exception {
        try (SkyDeckProcess process = SkyDeckProcess.start(arguments)) {
            assertThat(process.awaitExit()).as(process.output()).isEqualTo(code);
            return process.output();
        }
    }
}
