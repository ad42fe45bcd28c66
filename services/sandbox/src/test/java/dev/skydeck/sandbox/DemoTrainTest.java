package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTrainTest {
    @TempDir
    Path folder = Path.of("replaced");

    @ParameterizedTest
    @ValueSource(strings = {"plain.v1", "süß \"漢\" & $HOME `x` <b>", "-dash", "a=b"})
    void shouldLeaveACheckpointForEachEpochUnderAnyName(String name) throws Exception {
        try (Sandbox sandbox = Sandbox.start(folder)) {
            // Given
            String quoted = "'" + name.replace("'", "'\\''") + "'";
            JsonObject task = new JsonObject()
                    .put("run", "demo-train --gpus=1 --nodes=1 tool run=" + quoted + " seconds=0 epochs=3 exit=0");

            // When
            int job = sandbox.launch(task.encode());

            // Then
            sandbox.awaitStatus(job, "SUCCEEDED");
            assertThat(files(folder.resolve("s3/skydeck/policies").resolve(name)))
                    .containsExactlyInAnyOrder(
                            name + ":v1.json",
                            name + ":v1.mpt",
                            name + ":v2.json",
                            name + ":v2.mpt",
                            name + ":v3.json",
                            name + ":v3.mpt",
                            "metrics.jsonl");
            assertThat(folder.resolve("jobs/" + job + "/attempt-0/run-0.log"))
                    .hasContent("epoch 1 loss 1.100\nepoch 2 loss 0.766\nepoch 3 loss 0.600\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void shouldEndWithTheCodeItIsGiven(String shell) throws Exception {
        // Given
        DemoTrain.install(folder);

        // When
        Process process = demoTrain(shell, "run=a", "seconds=1", "epochs=2", "exit=137");

        // Then
        assertThat(process.waitFor()).isEqualTo(137);
        assertThat(files(folder.resolve("policies/a"))).contains("a:v1.mpt", "a:v2.mpt");
    }

    @Test
    void shouldWriteWhatItMeasures() throws Exception {
        // Given
        DemoTrain.install(folder);

        // When
        Process process = demoTrain("sh", "run=a", "seconds=0", "epochs=2");

        // Then
        assertThat(process.waitFor()).isZero();
        List<JsonObject> lines = Files.readAllLines(folder.resolve("policies/a/metrics.jsonl")).stream()
                .map(JsonObject::new)
                .toList();
        assertThat(lines).hasSize(20);
        assertThat(lines.get(19).getInteger("step")).isEqualTo(20);
        assertThat(lines.get(19).getInteger("epoch")).isEqualTo(2);
        assertThat(lines.get(19).getDouble("loss")).isLessThan(lines.get(0).getDouble("loss"));
        assertThat(new JsonObject(Files.readString(folder.resolve("policies/a/a:v2.json"))).getDouble("loss"))
                .isEqualTo(0.766);
    }

    @Test
    void shouldNotLeaveItsFolder() throws Exception {
        // Given
        DemoTrain.install(folder);

        // When
        Process process = demoTrain("sh", "run=../out", "seconds=0");

        // Then
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(folder.resolve("policies")).doesNotExist();
    }

    private Process demoTrain(String shell, String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(shell, DemoTrain.path(folder).toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("SKYDECK_BUCKET_DIR", folder.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
