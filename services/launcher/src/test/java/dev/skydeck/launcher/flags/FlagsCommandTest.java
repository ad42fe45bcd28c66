package dev.skydeck.launcher.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skydeck flags} at a running server. */
class FlagsCommandTest {
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ApiFixture api;

    @SuppressWarnings("NullAway.Init") // JUnit calls open first
    FlagsCommandTest() {}

    @BeforeEach
    void open(@TempDir Path made) throws Exception {
        folder = made;
        api = ApiFixture.on(folder.resolve("skydeck.db"));
        Files.writeString(
                folder.resolve("schema.json"),
                "{\"properties\": {\"lr\": {\"type\": \"number\", \"default\": 1e-05}}}");
    }

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    @Test
    void shouldImportAFileWithItsNumbersAsTheyAreWritten() throws Exception {
        CommandRun run = run(
                "import",
                "--tool",
                "tools/train.py",
                folder.resolve("schema.json").toString());

        assertThat(run.said()).isEqualTo("tools/train.py has 1 flags." + System.lineSeparator());
        assertThat(api.get("/api/flags?tool_path=tools/train.py").text()).contains("\"default\":1e-05");
    }

    @Test
    void shouldListTheFlagsOfATool() throws Exception {
        run("import", "--tool", "t", folder.resolve("schema.json").toString());

        CommandRun run = run("list", "--tool", "t");

        assertThat(run.said()).startsWith("lr  float  default ");
    }

    @Test
    void shouldSayWhereASchemaIsWrong() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"properties\": {\"lr\": 3}}");

        CommandRun run = run("import", "--tool", "t", wrong.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.complained()).contains("#/properties/lr: A schema is a JSON object here.");
    }

    @Test
    void shouldPrintTheScriptAsItIs() throws Exception {
        CommandRun run = CommandRun.of("flags", "script");

        assertThat(run.said()).isEqualTo(Files.readString(Path.of("src/main/python/print-flags.py")));
    }

    private CommandRun run(String action, String... arguments) {
        return CommandRun.of("flags", action, folder.resolve("skydeck.db"), arguments);
    }
}
