package dev.skydeck.launcher.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.flags.FlagSchemaReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The script that prints a model's schema, with the real Pydantic from Python's registry. */
@Tag("real")
class PrintFlagsTest {
    private static final Path SCRIPT = Path.of("src/main/python/print-flags.py").toAbsolutePath();
    private static final Path MODELS =
            Path.of("../messages/src/test/resources/dev/skydeck/messages/flags").toAbsolutePath();

    @Test
    void shouldPrintTheSchemaOfARealModel() throws Exception {
        byte[] schema = print(python("2", ">=2,<3"), "train_tool:TrainTool");

        assertThat(FlagSchemaReader.read(schema))
                .isEqualTo(FlagSchemaReader.read(Files.readAllBytes(MODELS.resolve("train_tool.v2.json"))));
    }

    @Test
    void shouldRefuseTheFirstPydanticWithASentence() throws Exception {
        Path python = python("1", "<2");

        assertThatThrownBy(() -> print(python, "train_tool:TrainTool"))
                .hasMessageMatching(
                        "ended with 1: This environment has Pydantic 1\\.[0-9.]+; SkyDeck reads the schemas of Pydantic 2\\.");
    }

    @Test
    void shouldSayThatThereIsNoSuchModel() throws Exception {
        Path python = python("2", ">=2,<3");

        assertThatThrownBy(() -> print(python, "train_tool:Nope"))
                .hasMessage("ended with 1: There is no Nope in the module train_tool.");
    }

    @Test
    void shouldSayThatItIsNoModel() throws Exception {
        Path python = python("2", ">=2,<3");

        assertThatThrownBy(() -> print(python, "train_tool:Enum"))
                .hasMessage("ended with 1: train_tool:Enum is no Pydantic model.");
    }

    private static byte[] print(Path python, String model) throws Exception {
        return new BoundedProcess(Duration.ofSeconds(30), FlagSchemaReader.MOST_BYTES)
                .run(
                        List.of(python.toString(), "-B", SCRIPT.toString(), model),
                        MODELS,
                        Map.of("PATH", System.getenv("PATH")));
    }

    /** The Python of an environment with that Pydantic, installed at the first need. */
    private static Path python(String name, String versions) throws Exception {
        Path environment = Path.of("target", "pydantic-" + name).toAbsolutePath();
        Path python = environment.resolve("bin/python");
        if (!Files.exists(environment.resolve("ready"))) {
            run("python3", "-m", "venv", environment.toString());
            run(python.toString(), "-m", "pip", "install", "-q", "pydantic" + versions);
            Files.createFile(environment.resolve("ready"));
        }
        return python;
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
