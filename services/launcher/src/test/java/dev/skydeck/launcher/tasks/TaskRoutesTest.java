package dev.skydeck.launcher.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import dev.skydeck.launcher.SandboxFixture;
import dev.skydeck.skypilot.TaskOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Task templates and the task that would be launched: gateway, store, SkyPilot service and sandbox together. */
class TaskRoutesTest {
    @SuppressWarnings("NullAway.Init")
    private SandboxFixture sky;

    @SuppressWarnings("NullAway.Init")
    private ApiFixture api;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        TaskOptions tasks = new TaskOptions("resources: {cpus: 2+}", null, null, Set.of("HF_TOKEN"), null);
        sky = SandboxFixture.in(folder, tasks, Map.of("HOME", folder.toString(), "HF_TOKEN", "s3cret-canary"));
        api = sky.api;
    }

    @AfterEach
    void stop() throws Exception {
        sky.close();
    }

    private Got put(String name, String yaml) throws Exception {
        String body = JsonNodeFactory.instance.objectNode().put("yaml", yaml).toString();
        return api.raw("PUT", "/api/task-templates/" + name, body, Map.of("Content-Type", "application/json"));
    }

    private Got edit(long id, String fields) throws Exception {
        return api.patch("/api/experiments/" + id + "/spec", fields);
    }

    private Map<String, Object> task(long id) throws Exception {
        return new Yaml()
                .load(api.get("/api/experiments/" + id + "/task").at("/task").asText());
    }

    @Test
    void shouldShowTheTaskMergedFromEveryTemplate() throws Exception {
        // Given
        long id = api.created("lr");
        put("default", "envs: {A: default, B: default, C: default}");
        put("team", "envs: {B: team, C: team}");
        put("own", "envs: {C: own}\nresources: {memory: 4+}");
        String group =
                api.post("/api/groups", "{\"name\":\"g\"}").at("/group/id").asText();
        api.post("/api/groups/" + group + "/experiments", "{\"experiment_ids\":[\"" + id + "\"]}");
        api.patch("/api/groups/" + group, "{\"task_template\":\"team\"}");
        edit(id, "{\"task_template\":\"own\"}");
        // When
        Map<String, Object> task = task(id);
        // Then
        assertThat(task.get("envs"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("A", "default")
                .containsEntry("B", "team")
                .containsEntry("C", "own");
        assertThat(task.get("resources")).isEqualTo(Map.of("cpus", "2+", "memory", "4+"));
    }

    @Test
    void shouldSayWhatSkyPilotFindsWrong() throws Exception {
        // Given
        long id = api.created("lr");
        put("own", "foo: 1");
        edit(id, "{\"task_template\":\"own\"}");
        // When
        Got got = api.get("/api/experiments/" + id + "/task?validate=true");
        // Then
        assertThat(got.at("/checked").asBoolean()).isTrue();
        assertThat(got.at("/problems/0").asText()).isEqualTo("Invalid task YAML: Found unsupported field 'foo'.");
    }

    @Test
    void shouldShowNoSecret() throws Exception {
        // Given
        long id = api.created("lr");
        put("default", "secrets: {HF_TOKEN: }");
        // When
        Got got = api.get("/api/experiments/" + id + "/task?validate=true");
        // Then
        assertThat(got.at("/problems")).isEmpty();
        assertThat(got.text()).contains("HF_TOKEN: <redacted>").doesNotContain("s3cret-canary");
    }

    @Test
    void shouldRefuseATemplateThatNobodyStored() throws Exception {
        // Given
        long id = api.created("lr");
        // When
        Got got = edit(id, "{\"task_template\":\"missing\"}");
        // Then
        assertThat(got.status()).isEqualTo(422);
        assertThat(got.at("/errors/0/field").asText()).isEqualTo("body.task_template");
        assertThat(api.get("/api/experiments/" + id)
                        .at("/experiment/task_template")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a list", "a: 1\na: 2", "secrets: {HF_TOKEN: hf_abc}", "a: &a [*a]", "x: !!binary aGk="})
    void shouldStoreNoTemplateThatCannotBeMerged(String yaml) throws Exception {
        // When
        Got got = put("broken", yaml);
        // Then
        assertThat(got.status()).isEqualTo(422);
        assertThat(got.at("/errors/0/field").asText()).isEqualTo("body.yaml");
        assertThat(api.get("/api/task-templates/broken").status()).isEqualTo(404);
    }

    @Test
    void shouldStoreNoTemplateUnderAnOddName() throws Exception {
        // When
        Got got = put("..%2Fx", "a: 1");
        // Then
        assertThat(got.status()).isEqualTo(422);
    }

    @Test
    void shouldKeepATemplateThatIsUsed() throws Exception {
        // Given
        long id = api.created("lr");
        put("own", "num_nodes: 1");
        edit(id, "{\"task_template\":\"own\"}");
        // When
        Got refused = api.delete("/api/task-templates/own");
        edit(id, "{\"task_template\":null}");
        Got done = api.delete("/api/task-templates/own");
        // Then
        assertThat(refused.status()).isEqualTo(409);
        assertThat(done.status()).isEqualTo(200);
        assertThat(api.get("/api/task-templates").at("/task_templates")).isEmpty();
    }

    @Test
    void shouldNotOverwriteAnothersEdit() throws Exception {
        // Given
        put("own", "num_nodes: 1");
        put("own", "num_nodes: 2");
        // When
        Got got = api.raw(
                "PUT",
                "/api/task-templates/own",
                "{\"yaml\":\"num_nodes: 3\"}",
                Map.of("Content-Type", "application/json", "If-Match", "\"1\""));
        // Then
        assertThat(got.status()).isEqualTo(412);
        assertThat(api.get("/api/task-templates/own").at("/task_template/yaml").asText())
                .isEqualTo("num_nodes: 2");
    }

    @Test
    void shouldShowAnExperimentsTaskInSkyPilotsForm() throws Exception {
        // Given
        long id = api.post("/api/experiments", "{\"name\":\"lr\",\"gpus\":8,\"flags\":{\"lr\":1.50e-4}}")
                .at("/experiment/id")
                .asLong();
        // The accelerator's type may be left out once the service has seen that the server is a sandbox.
        await().until(() -> api.get("/api/experiments/" + id + "/task").status() == 200);
        // When
        Map<String, Object> task = task(id);
        // Then
        assertThat(task)
                .containsEntry("run", "lt --gpus=8 --nodes=1 run=lr lr=1.50e-4")
                .containsEntry("name", "lr-aaaaaa");
        assertThat(((Map<?, ?>) task.get("envs")).get("SKYDECK_FLAGS")).isEqualTo("{\"lr\":1.50e-4}");
    }
}
