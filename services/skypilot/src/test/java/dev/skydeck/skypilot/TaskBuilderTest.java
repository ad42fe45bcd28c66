package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.TaskTemplateRequest.TaskSource;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.JobCommand;
import dev.skydeck.skypilot.TaskBuilder.Server;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class TaskBuilderTest {
    private static final Server REAL = new Server(false, 0);
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
        return new ExperimentSpec(
                name, "python train.py", null, null, flags, 2, gpus, accelerator, null, null, false, null, null, false);
    }

    private static TaskSource source(ExperimentSpec spec, String... templates) {
        return new TaskSource(spec, TOKEN, "lr-k7f2q5", 1, List.of(templates));
    }

    private static TaskBuilder builder(@Nullable String template, @Nullable String accelerator) {
        return builder(template, accelerator, null);
    }

    private static TaskBuilder builder(
            @Nullable String template, @Nullable String accelerator, @Nullable String infra) {
        return new TaskBuilder(
                new TaskOptions(template, accelerator, infra, Set.of("HF_TOKEN", "UNSET"), null),
                Map.of("HF_TOKEN", "s3cret"));
    }

    private static TaskBuilder guarded() {
        return new TaskBuilder(
                new TaskOptions(
                        null,
                        null,
                        null,
                        Set.of("AWS_SECRET_ACCESS_KEY"),
                        new LaunchGuardOptions("https://s3.example.org", "us-east-1", "ckpt", "policies")),
                Map.of("AWS_SECRET_ACCESS_KEY", "s3cret"));
    }

    private static Map<String, Object> task(TaskBuilder builder, ExperimentSpec spec, String... templates)
            throws Exception {
        return read(builder.task(source(spec, templates), REAL));
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
        String task = builder(null, null).task(source(spec), REAL);
        // Then
        assertThat(read(task)).containsEntry("run", JobCommand.of(spec)).containsEntry("name", "lr-k7f2q5");
    }

    @Test
    void shouldKeepTheTemplateAndReplaceWhatToRun() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 4, null);
        // When
        Map<String, Object> task = read(builder(TEMPLATE, null).task(source(spec), REAL));
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
        String task = builder(TEMPLATE, null).task(source(spec), REAL);
        // Then
        assertThat(Recordings.json(task).path("envs").path("STARTED").asText()).isEqualTo("2026-11-22");
    }

    @Test
    void shouldCarryTheTokenInMetadataAndEnvs() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 0, null);
        // When
        Map<String, Object> task = read(builder(null, null).task(source(spec), REAL));
        // Then
        assertThat(at(task, "_metadata", "skydeck")).isEqualTo(TOKEN);
        assertThat(at(task, "envs", "SKYDECK_LAUNCH")).isEqualTo(TOKEN);
    }

    @Test
    void shouldTakeTheTemplatesAcceleratorType() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 4, null);
        // When
        Map<String, Object> task = read(builder(TEMPLATE, "A100").task(source(spec), REAL));
        // Then
        assertThat(at(task, "resources", "accelerators")).isEqualTo("H100:4");
    }

    @Test
    void shouldPreferTheExperimentsAcceleratorType() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 1, "L4");
        // When
        Map<String, Object> task = read(builder(TEMPLATE, "A100").task(source(spec), REAL));
        // Then
        assertThat(at(task, "resources", "accelerators")).isEqualTo("L4:1");
    }

    @Test
    void shouldAskForNoGpusWhenNoneAreWanted() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 0, "L4");
        // When
        Map<String, Object> task = read(builder(TEMPLATE, "A100").task(source(spec), REAL));
        // Then
        assertThat(at(task, "resources", "accelerators")).isNull();
    }

    @Test
    void shouldRefuseGpusWithoutAType() {
        // Given
        TaskSource source = source(spec("lr", Flags.NONE, 8, null));
        // When, then
        assertThatThrownBy(() -> builder(null, null).task(source, REAL))
                .isInstanceOf(TaskRefused.class)
                .hasMessageStartingWith("Experiment lr wants GPUs, but no accelerator type is known");
    }

    @Test
    void shouldAskTheSandboxForGpusWithoutAType() throws Exception {
        // Given
        TaskSource source = source(spec("lr", Flags.NONE, 8, null));
        // When
        Map<String, Object> task = read(builder(null, null).task(source, new Server(true, 62)));
        // Then
        assertThat(at(task, "resources", "accelerators")).isEqualTo("GPU:8");
    }

    @Test
    void shouldPlaceTheTaskWhereTheExperimentWants() throws Exception {
        // Given
        ExperimentSpec spec = new ExperimentSpec(
                "lr",
                "python train.py",
                null,
                null,
                Flags.NONE,
                1,
                0,
                null,
                "p5.48xlarge",
                "aws",
                true,
                null,
                null,
                false);
        // When
        Map<String, Object> task = read(builder(null, null, "slurm").task(source(spec), REAL));
        // Then
        assertThat(task.get("resources"))
                .isEqualTo(Map.of("infra", "aws", "instance_type", "p5.48xlarge", "use_spot", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a list", "just text", "", "{", "a: 1\na: 2", "!!java.net.URL [http://evil.example]"})
    void shouldRefuseATemplateThatIsNoMapping(String template) {
        // When, then
        assertThatThrownBy(() -> builder(template, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The task template ");
    }

    @Test
    void shouldNotShareTheTemplateBetweenTasks() throws Exception {
        // Given
        TaskBuilder builder = builder(TEMPLATE, null);
        task(builder, spec("first", Flags.NONE, 4, "L4"));
        // When
        Map<String, Object> second = task(builder, spec("second", Flags.NONE, 4, null));
        // Then
        assertThat(at(second, "resources", "accelerators")).isEqualTo("H100:4");
    }

    @Test
    void shouldLayStoredTemplatesOverTheInstallations() throws Exception {
        // Given
        String group = "envs: {WANDB_PROJECT: speech, TEAM: audio}\nsetup: null\nnum_nodes: 9";
        String own = "envs: {TEAM: mine}\nresources: {cpus: 2+, image_id: 'docker:us/x:1'}";
        // When
        Map<String, Object> task = task(builder(TEMPLATE, null), spec("lr", Flags.NONE, 4, null), group, own);
        // Then
        assertThat(at(task, "envs", "WANDB_PROJECT")).isEqualTo("speech");
        assertThat(at(task, "envs", "TEAM")).isEqualTo("mine");
        assertThat(at(task, "resources", "labels")).isEqualTo(Map.of("team", "vision"));
        assertThat(at(task, "resources", "cpus")).isEqualTo("2+");
        assertThat(at(task, "resources", "image_id")).isEqualTo("docker:us/x:1");
        assertThat(task).doesNotContainKey("setup").containsEntry("num_nodes", 2);
    }

    @Test
    void shouldCountGpusInEveryChoiceOfTheTemplate() throws Exception {
        // Given
        String choices =
                "resources: {any_of: [{infra: aws, accelerators: 'H100:8'}, {infra: gcp, accelerators: {A100: 2, L4: 1}},"
                        + " {infra: k8s, accelerators: [H200, 'B200:1']}]}";
        // When
        Map<String, Object> task = task(builder(null, null), spec("lr", Flags.NONE, 4, null), choices);
        // Then
        assertThat(at(task, "resources", "any_of"))
                .isEqualTo(List.of(
                        Map.of("infra", "aws", "accelerators", "H100:4"),
                        Map.of("infra", "gcp", "accelerators", Map.of("A100", 4, "L4", 4)),
                        Map.of("infra", "k8s", "accelerators", List.of("H200:4", "B200:4"))));
        assertThat(at(task, "resources", "accelerators")).isNull();
    }

    @Test
    void shouldPutTheExperimentsTypeInTheChoicesPlace() throws Exception {
        // Given
        String choices =
                "resources: {any_of: [{infra: aws, accelerators: 'H100:8'}, {infra: gcp, accelerators: 'A100:8'}]}";
        // When
        Map<String, Object> task = task(builder(null, null), spec("lr", Flags.NONE, 4, "L4"), choices);
        // Then
        assertThat(at(task, "resources", "any_of")).isEqualTo(List.of(Map.of("infra", "aws"), Map.of("infra", "gcp")));
        assertThat(at(task, "resources", "accelerators")).isEqualTo("L4:4");
    }

    @Test
    void shouldGiveFlagsAsJsonWithTheNumbersAsTheyWereWritten() throws Exception {
        // Given
        Flags flags = new Flags(
                Map.of("lr", new FlagValue.Dec("1.50e-4"), "seed", new FlagValue.Int("12345678901234567890")));
        // When
        Map<String, Object> task = task(builder(null, null), spec("lr", flags, 0, null));
        // Then
        assertThat(String.valueOf(at(task, "envs", "SKYDECK_FLAGS")))
                .contains("\"lr\":1.50e-4")
                .contains("\"seed\":12345678901234567890");
        assertThat(at(task, "envs", "SKYDECK_EXPERIMENT")).isEqualTo("lr");
    }

    @Test
    void shouldRefuseFlagsThatNoVariableHolds() {
        // Given
        Flags flags = new Flags(
                Map.of("a", new FlagValue.Text("x".repeat(60_001)), "b", new FlagValue.Text("x".repeat(60_001))));
        // When, then
        assertThatThrownBy(() -> task(builder(null, null), spec("lr", flags, 0, null)))
                .isInstanceOf(TaskRefused.class)
                .hasMessageStartingWith("The flags make SKYDECK_FLAGS 120");
    }

    @Test
    void shouldKeepATeamsOwnScriptThatRunsTheCommand() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 0, null);
        String script = "run: |\n  source ~/venv/bin/activate\n  eval \"$SKYDECK_COMMAND\"\n";
        // When
        Map<String, Object> task = task(builder(null, null), spec, script);
        // Then
        assertThat(task).containsEntry("run", "source ~/venv/bin/activate\neval \"$SKYDECK_COMMAND\"\n");
        assertThat(at(task, "envs", "SKYDECK_COMMAND")).isEqualTo(JobCommand.of(spec));
    }

    @Test
    void shouldGiveASecretThatWasAllowedAndShowItNowhere() throws Exception {
        // Given
        TaskSource source = source(spec("lr", Flags.NONE, 0, null), "secrets: {HF_TOKEN: null}");
        // When
        String shown = builder(null, null).shown(source, REAL);
        Map<String, Object> sent = read(builder(null, null).task(source, REAL));
        // Then
        assertThat(at(sent, "secrets", "HF_TOKEN")).isEqualTo("s3cret");
        assertThat(shown).contains("HF_TOKEN: <redacted>").doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "UNSET"})
    void shouldRefuseASecretThatIsNotAllowedOrHasNoValue(String name) {
        // Given
        TaskSource source = source(spec("lr", Flags.NONE, 0, null), "secrets: {" + name + ": null}");
        // When, then
        assertThatThrownBy(() -> builder(null, null).task(source, REAL))
                .isInstanceOf(TaskRefused.class)
                .hasMessageContaining(name);
    }

    @Test
    void shouldAskNewServersForNoTokenInTheJob() throws Exception {
        // Given
        TaskSource source = source(spec("lr", Flags.NONE, 0, null));
        // When
        Map<String, Object> old = read(builder(null, null).task(source, new Server(false, 24)));
        Map<String, Object> newer = read(builder(null, null).task(source, new Server(false, 44)));
        // Then
        assertThat(old).doesNotContainKey("api_server_access");
        assertThat(newer).containsEntry("api_server_access", false);
    }

    @Test
    void shouldBeOfOneKindWhateverTheLaunch() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 0, null);
        TaskSource first = new TaskSource(spec, TOKEN, "lr-k7f2q5", 1, List.of());
        TaskSource second = new TaskSource(spec, "sd1:abc123:7:3:zzzzzzzzzzzzz", "lr-zzzzzz", 2, List.of());
        // When, then
        assertThat(builder(null, null).kind(first, REAL))
                .isEqualTo(builder(null, null).kind(second, REAL));
    }

    @Test
    void shouldPutTheGuardBeforeTheCommand() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 0, null);
        // When
        String run = String.valueOf(task(guarded(), spec).get("run"));
        // Then
        assertThat(run)
                .startsWith("# SkyDeck's launch guard")
                .contains(" - https://s3.example.org us-east-1 ckpt policies/lr/ " + TOKEN + " 1 300 <<")
                .endsWith("\nesac\n" + JobCommand.of(spec));
    }

    @Test
    void shouldPutTheGuardBeforeATeamsOwnScript() throws Exception {
        // Given
        String script = "run: eval \"$SKYDECK_COMMAND\"";
        // When
        String run = String.valueOf(
                task(guarded(), spec("lr", Flags.NONE, 0, null), script).get("run"));
        // Then
        assertThat(run).startsWith("# SkyDeck's launch guard").endsWith("\nesac\neval \"$SKYDECK_COMMAND\"");
    }

    @Test
    void shouldShowTheGuardAndNoSecretOfIt() throws Exception {
        // Given
        TaskSource source = source(spec("lr", Flags.NONE, 0, null), "secrets: {AWS_SECRET_ACCESS_KEY: }");
        // When
        String shown = guarded().shown(source, REAL);
        // Then
        assertThat(shown).contains("SkyDeck's launch guard").doesNotContain("s3cret");
        assertThat(String.valueOf(task(guarded(), source.spec(), "secrets: {AWS_SECRET_ACCESS_KEY: }")
                        .get("run")))
                .doesNotContain("s3cret");
    }

    @Test
    void shouldBeOfOneKindWhateverTheLaunchThoughGuarded() throws Exception {
        // Given
        ExperimentSpec spec = spec("lr", Flags.NONE, 0, null);
        TaskSource other = new TaskSource(spec, "sd1:abc123:7:3:zzzzzzzzzzzzz", "lr-zzzzzz", 2, List.of());
        // When, then
        assertThat(guarded().kind(source(spec), REAL)).isEqualTo(guarded().kind(other, REAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secrets: {HF_TOKEN: hf_abc}",
                "secrets: [HF_TOKEN]",
                "envs: text",
                "- a list",
                "a: &a [*a]",
                "a: 1\na: 2",
                "!!javax.script.ScriptEngineManager [x]"
            })
    void shouldSayWhyATemplateIsNotStored(String yaml) {
        // When, then
        assertThat(TaskTemplateText.problems(yaml)).isNotEmpty();
    }

    @Test
    void shouldFindNothingWrongWithAPlainTemplate() {
        // When, then
        assertThat(TaskTemplateText.problems(TEMPLATE + "secrets: {HF_TOKEN: }\n"))
                .isEmpty();
    }
}
