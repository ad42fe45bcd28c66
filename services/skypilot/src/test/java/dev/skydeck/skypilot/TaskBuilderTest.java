package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.JobCommand;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class TaskBuilderTest {
    private static final String TOKEN = "sd1:abc123:7:2:k7f2q5abcdefg";
    private static final String TEMPLATE = """
            name: theirs
            setup: |
              pip install -r requirements.txt
              echo "done: yes"
            envs:
              WANDB_PROJECT: vision
              STARTED: 2026-11-22
            resources:
              cpus: 8+
              accelerators: H100:8
              labels: {team: vision}
            _metadata:
              owner: ana
            run: echo theirs
            """;

    private static ExperimentSpec spec(String name, Flags flags, int gpus, @Nullable String accelerator) {
        return new ExperimentSpec(name, "python train.py", null, null, flags, 2, gpus, accelerator, null, null, false);
    }

    private static Launch launch(ExperimentSpec spec) {
        return new Launch(
                4,
                7,
                2,
                TOKEN,
                "lr-k7f2q5",
                LaunchState.SENT,
                1,
                1,
                spec,
                null,
                null,
                null,
                false,
                0,
                null,
                null,
                null,
                Instant.EPOCH,
                null,
                null);
    }

    private static Map<String, Object> read(String yaml) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    }

    private static @Nullable Object at(Map<String, Object> task, String key, String inner) {
        return task.get(key) instanceof Map<?, ?> map ? map.get(inner) : null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: b # c",
                "'; rm -rf / #",
                "\"quoted\" \\ back\\slash",
                "- [x, {y: z}] &a *a !!python/object:os.system",
                "two\nlines\r\n---\n...\n",
                "tab\tbell\u0007escape\u001b[0m",
                "line\u2028paragraph\u2029next\u0085line",
                "delete\u007fc1\u0090byte-order\ufeffnone\uffff",
                "ünïcode 漢字 \uD83D\uDE80",
                "null",
                "yes",
                "%TAG ! tag:evil",
                "$(touch /tmp/x) `y` ${Z}"
            })
    void shouldBringHostileNamesAndFlagsThroughYamlUnchanged(String hostile) throws Exception {
        // Given
        ExperimentSpec spec = spec(hostile, new Flags(Map.of("note", new FlagValue.Text(hostile))), 0, null);
        // When
        String task = new TaskBuilder(null, null, null).task(launch(spec), false);
        // Then
        assertThat(read(task)).containsEntry("run", JobCommand.of(spec)).containsEntry("name", "lr-k7f2q5");
    }

    @Test
    void shouldKeepTheTemplateAndReplaceWhatToRun() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 4, null);
        // When
        Map<String, Object> task = read(new TaskBuilder(TEMPLATE, null, null).task(launch(spec), false));
        // Then
        assertThat(task)
                .containsEntry("name", "lr-k7f2q5")
                .containsEntry("run", JobCommand.of(spec))
                .containsEntry("num_nodes", 2)
                .containsEntry("setup", "pip install -r requirements.txt\necho \"done: yes\"\n");
        assertThat(at(task, "envs", "WANDB_PROJECT")).isEqualTo("vision");
        assertThat(at(task, "resources", "cpus")).isEqualTo("8+");
        assertThat(at(task, "resources", "labels")).isEqualTo(Map.of("team", "vision"));
        assertThat(at(task, "_metadata", "owner")).isEqualTo("ana");
    }

    @Test
    void shouldKeepADateOfTheTemplateAsItWasWritten() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 0, null);
        // When
        String task = new TaskBuilder(TEMPLATE, null, null).task(launch(spec), false);
        // Then
        assertThat(Recordings.json(task).path("envs").path("STARTED").asText()).isEqualTo("2026-11-22");
    }

    @Test
    void shouldCarryTheTokenInMetadataAndEnvs() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 0, null);
        // When
        Map<String, Object> task = read(new TaskBuilder(null, null, null).task(launch(spec), false));
        // Then
        assertThat(at(task, "_metadata", "skydeck")).isEqualTo(TOKEN);
        assertThat(at(task, "envs", "SKYDECK_LAUNCH")).isEqualTo(TOKEN);
    }

    @Test
    void shouldTakeTheTemplatesAcceleratorType() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 4, null);
        // When
        Map<String, Object> task = read(new TaskBuilder(TEMPLATE, "A100", null).task(launch(spec), false));
        // Then
        assertThat(at(task, "resources", "accelerators")).isEqualTo("H100:4");
    }

    @Test
    void shouldPreferTheExperimentsAcceleratorType() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 1, "L4");
        // When
        Map<String, Object> task = read(new TaskBuilder(TEMPLATE, "A100", null).task(launch(spec), false));
        // Then
        assertThat(at(task, "resources", "accelerators")).isEqualTo("L4:1");
    }

    @Test
    void shouldAskForNoGpusWhenNoneAreWanted() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 0, "L4");
        // When
        Map<String, Object> task = read(new TaskBuilder(TEMPLATE, "A100", null).task(launch(spec), false));
        // Then
        assertThat(at(task, "resources", "accelerators")).isNull();
    }

    @Test
    void shouldRefuseGpusWithoutAType() {
        // Given
        TaskBuilder builder = new TaskBuilder(null, null, null);
        Launch launch = launch(spec("lr", Flags.NONE, 8, null));
        // When, then
        assertThatThrownBy(() -> builder.task(launch, false))
                .isInstanceOf(TaskBuilder.NoAccelerator.class)
                .hasMessageStartingWith("Experiment lr wants GPUs, but no accelerator type is known");
    }

    @Test
    void shouldAskTheSandboxForGpusWithoutAType() throws Exception {
        // Given
        Launch launch = launch(spec("lr", Flags.NONE, 8, null));
        // When
        Map<String, Object> task = read(new TaskBuilder(null, null, null).task(launch, true));
        // Then
        assertThat(at(task, "resources", "accelerators")).isEqualTo("GPU:8");
    }

    @Test
    void shouldPlaceTheTaskWhereTheExperimentWants() throws Exception {
        // Given
        ExperimentSpec spec = new ExperimentSpec(
                "lr", "python train.py", null, null, Flags.NONE, 1, 0, null, "p5.48xlarge", "aws", true);
        // When
        Map<String, Object> task = read(new TaskBuilder(null, null, "slurm").task(launch(spec), false));
        // Then
        assertThat(task.get("resources"))
                .isEqualTo(Map.of("infra", "aws", "instance_type", "p5.48xlarge", "use_spot", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a list", "just text", "", "{", "a: 1\na: 2", "!!java.net.URL [http://evil.example]"})
    void shouldRefuseATemplateThatIsNoMapping(String template) {
        // When, then
        assertThatThrownBy(() -> new TaskBuilder(template, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The task template ");
    }

    @Test
    void shouldNotShareTheTemplateBetweenTasks() throws Exception {
        // Given
        TaskBuilder builder = new TaskBuilder(TEMPLATE, null, null);
        builder.task(launch(spec("first", Flags.NONE, 4, "L4")), false);
        // When
        Map<String, Object> second = read(builder.task(launch(spec("second", Flags.NONE, 4, null)), false));
        // Then
        assertThat(at(second, "resources", "accelerators")).isEqualTo("H100:4");
    }
}
