package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.messages.ExperimentRequest;
import dev.skydeck.messages.SyncerRequest;
import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.PolicyVersion;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentsApiTest extends GatewayFixture {

    @Test
    void shouldAnswerANewExperimentInTheFirstSkyDecksForm() throws Exception {
        Got got = post("/api/experiments", "{\"name\":\"daveey.alpha\"}");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("X-SkyDeck-Revision")).isEqualTo("11");
        List<String> names = new ArrayList<>();
        got.json().path("experiment").fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .startsWith(
                        "id",
                        "name",
                        "desired_state",
                        "current_state",
                        "flags",
                        "base_command",
                        "tool_path",
                        "git_branch",
                        "cluster_name",
                        "latest_epoch",
                        "nodes",
                        "gpus",
                        "instance_type",
                        "cloud",
                        "spot",
                        "created_at",
                        "updated_at",
                        "wandb_link",
                        "description",
                        "tags",
                        "group",
                        "order",
                        "is_expanded",
                        "starred",
                        "deleted");
        assertThat(got.text())
                .startsWith("{\"experiment\":{\"id\":1,\"name\":\"daveey.alpha\",\"desired_state\":\"STOPPED\","
                        + "\"current_state\":\"INIT\",\"flags\":{},\"base_command\":\"lt\",\"tool_path\":null")
                .contains("\"created_at\":\"2026-11-22T00:50:07.230417\"");
    }

    @Test
    void shouldTakeEveryField() throws Exception {
        Got got = post("/api/experiments", """
                {"name": "daveey.beta", "flags": {"trainer.on": true, "opt": "adam w"}, "base_command": "lt",
                 "tool_path": "recipes.train", "git_branch": "main", "nodes": 4, "gpus": 8, "accelerator": "H100",
                 "instance_type": "p5.48xlarge", "cloud": "aws", "spot": true, "desired_state": "RUNNING",
                 "description": "second — with dash", "tags": ["a", "b b", "ü"], "group": "g", "order": 3, "priority": -7}
                """);

        JsonNode experiment = got.json().path("experiment");
        assertThat(experiment.path("accelerator").asText()).isEqualTo("H100");
        assertThat(experiment.path("tags").toString()).isEqualTo("[\"a\",\"b b\",\"ü\"]");
        assertThat(experiment.path("desired_state").asText()).isEqualTo("RUNNING");
        assertThat(experiment.path("group").asText()).isEqualTo("g");
        assertThat(experiment.path("priority").asInt()).isEqualTo(-7);
    }

    @Test
    void shouldRefuseAPriorityBeyondItsRange() throws Exception {
        Got got = post("/api/experiments", "{\"name\":\"x\",\"priority\":1001}");

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.json().at("/detail/0/loc").toString()).isEqualTo("[\"body\",\"priority\"]");
        assertThat(got.json().at("/detail/0/msg").asText()).contains("1000");
        assertThat(store.asked).noneMatch(ExperimentRequest.CreateExperiment.class::isInstance);
    }

    @Test
    void shouldKeepNumbersOfFlagsExactlyAsWritten() throws Exception {
        String flags = "{\"lr\":1e-4,\"one\":1.0,\"big\":123456789012345678901234567890,\"tiny\":1E400,\"text\":\"1\"}";

        Got got = post("/api/experiments", "{\"name\":\"x\",\"flags\":" + flags + "}");

        ExperimentRequest.CreateExperiment sent = (ExperimentRequest.CreateExperiment) store.asked.stream()
                .filter(ExperimentRequest.CreateExperiment.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(sent.seed().spec().flags().values())
                .containsExactly(
                        Map.entry("lr", new FlagValue.Dec("1e-4")),
                        Map.entry("one", new FlagValue.Dec("1.0")),
                        Map.entry("big", new FlagValue.Int("123456789012345678901234567890")),
                        Map.entry("tiny", new FlagValue.Dec("1E400")),
                        Map.entry("text", new FlagValue.Text("1")));
        assertThat(got.text()).contains("\"flags\":" + flags);
        assertThat(get("/api/experiments").text()).contains("\"flags\":" + flags);
    }

    @Test
    void shouldCoerceWhatTheFirstSkyDeckCoerced() throws Exception {
        Got got = lenient(
                "POST",
                "/api/experiments",
                "{\"name\":\"coerce\",\"nodes\":\"2\",\"gpus\":3.0,\"spot\":\"yes\",\"order\":\"7\",\"unknown\":1}");

        JsonNode experiment = got.json().path("experiment");
        assertThat(experiment.path("nodes").asInt()).isEqualTo(2);
        assertThat(experiment.path("gpus").asInt()).isEqualTo(3);
        assertThat(experiment.path("spot").asBoolean()).isTrue();
        assertThat(experiment.path("order").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"New Experiment", "new.experiment", "new.experiment.zzzzzz"})
    void shouldGenerateANameForAPlaceholder(String name) throws Exception {
        Got got = post("/api/experiments", "{\"name\":\"" + name + "\"}");

        assertThat(got.json().at("/experiment/name").asText()).matches("new\\.experiment\\.[a-z0-9]{6}");
    }

    @Test
    void shouldRefuseANameThatIsTaken() throws Exception {
        created("daveey.alpha");

        Got got = post("/api/experiments", "{\"name\":\"daveey.alpha\"}");

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.text()).isEqualTo("{\"detail\":\"Experiment with name 'daveey.alpha' already exists\"}");
    }

    @Test
    void shouldDoTheSameKeyOnce() throws Exception {
        Map<String, String> headers = headers("Content-Type", "application/json", "Idempotency-Key", "click-1");
        Buffer body = Buffer.buffer("{\"name\":\"once\"}");

        Got first = send("POST", "/api/experiments", body, headers);
        Got second = send("POST", "/api/experiments", body, headers);

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(store.experiments).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "01", "1.0", "1e0", "%201", "+1"})
    void shouldFindAnExperimentByAnyTextThatMeansItsNumber(String id) throws Exception {
        created("x");

        assertThat(get("/api/experiments/" + id).json().at("/experiment/id").asLong())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "0", "-1", "999", "1;drop", "daveey.alpha", "99999999999999999999999", "1e99", "1.5"})
    void shouldNotFindAnExperimentByOtherText(String id) throws Exception {
        created("x");

        Got got = get("/api/experiments/" + id);

        assertThat(got.status()).isEqualTo(404);
        assertThat(got.text()).isEqualTo("{\"detail\":\"Experiment not found\"}");
    }

    @Test
    void shouldEditOnlyWhatIsThere() throws Exception {
        created("x");
        patch("/api/experiments/1", "{\"tool_path\":\"arena.train\",\"git_branch\":\"main\",\"nodes\":2}");

        Got got = patch("/api/experiments/1", "{\"tool_path\":null,\"name\":\"\",\"flags\":{\"a\":1}}");

        JsonNode experiment = got.json().path("experiment");
        assertThat(experiment.path("name").asText()).isEqualTo("x");
        assertThat(experiment.path("tool_path").isNull()).isTrue();
        assertThat(experiment.path("git_branch").asText()).isEqualTo("main");
        assertThat(experiment.path("nodes").asInt()).isEqualTo(2);
        assertThat(experiment.path("flags").isEmpty()).isTrue();
    }

    @Test
    void shouldRefuseToRenameToATakenName() throws Exception {
        created("x");
        created("y");

        Got got = patch("/api/experiments/1", "{\"name\":\"y\"}");

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.detail()).isEqualTo("Experiment with that name already exists");
    }

    @Test
    void shouldAnswerAConflictWhenATerminatedExperimentIsEdited() throws Exception {
        created("x");
        post("/api/experiments/1/state", "{\"desired_state\":\"TERMINATED\"}");

        Got got = patch("/api/experiments/1", "{\"nodes\":2}");

        assertThat(got.status()).isEqualTo(409);
        assertThat(got.detail()).contains("terminated");
    }

    @Test
    void shouldReplaceAllFlags() throws Exception {
        created("x");
        post("/api/experiments/1/flags", "{\"flags\":{\"a\":1}}");

        Got got = post("/api/experiments/1/flags", "{\"flags\":{\"only\":\"this\"}}");

        assertThat(got.json().at("/experiment/flags").toString()).isEqualTo("{\"only\":\"this\"}");
    }

    @Test
    void shouldNameTheIdWhereTheFirstSkyDeckDid() throws Exception {
        assertThat(post("/api/experiments/999/flags", "{\"flags\":{}}").detail())
                .isEqualTo("Experiment '999' not found");
        assertThat(post("/api/experiments/abc/state", "{\"desired_state\":\"RUNNING\"}")
                        .detail())
                .isEqualTo("Experiment 'abc' not found");
        assertThat(patch("/api/experiments/999", "{\"nodes\":1}").detail()).isEqualTo("Experiment not found");
        assertThat(delete("/api/experiments/999").detail()).isEqualTo("Experiment not found");
    }

    @Test
    void shouldDeleteAndBringBack() throws Exception {
        created("x");

        assertThat(delete("/api/experiments/1").json().path("message").asText()).isEqualTo("Experiment deleted");
        assertThat(get("/api/experiments").json().path("experiments").isEmpty()).isTrue();
        assertThat(post("/api/experiments/1/undelete").status()).isEqualTo(200);
        assertThat(get("/api/experiments").json().path("experiments")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999", "abc"})
    void shouldNotMindUnknownIdsWhereTheFirstSkyDeckDidNot(String id) throws Exception {
        assertThat(post("/api/experiments/" + id + "/expanded", "{\"is_expanded\":true}")
                        .text())
                .isEqualTo("{\"status\":\"ok\"}");
        assertThat(post("/api/experiments/" + id + "/starred", "{}").text()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(post("/api/experiments/" + id + "/undelete").status()).isEqualTo(200);
    }

    @Test
    void shouldRememberWhatIsOpenAndStarred() throws Exception {
        created("x");
        post("/api/experiments/1/expanded", "{\"is_expanded\":true}");
        post("/api/experiments/1/starred", "{\"starred\":true}");

        JsonNode experiment = get("/api/experiments/1").json().path("experiment");

        assertThat(experiment.path("is_expanded").asBoolean()).isTrue();
        assertThat(experiment.path("starred").asBoolean()).isTrue();
    }

    private void checkpoint(@Nullable Instant goneAt) {
        Instant seen = Instant.parse("2026-11-22T01:00:00Z");
        store.checkpoints.add(new Checkpoint(
                1,
                7,
                "s3://b/x/v7.mpt",
                List.of("s3://b/x/r.json"),
                12L,
                "e",
                seen,
                seen,
                seen,
                Flags.NONE,
                PolicyVersion.NONE,
                goneAt,
                null,
                null));
    }

    @Test
    void shouldListCheckpoints() throws Exception {
        created("x");
        checkpoint(null);

        JsonNode list = get("/api/experiments/1/checkpoints?limit=20").json();

        JsonNode checkpoint = list.at("/checkpoints/0");
        assertThat(checkpoint.path("epoch").asLong()).isEqualTo(7);
        assertThat(checkpoint.path("model_path").asText()).isEqualTo("s3://b/x/v7.mpt");
        assertThat(checkpoint.path("created_at").asText()).isEqualTo("2026-11-22T01:00:00");
        assertThat(checkpoint.path("last_modified").asText()).isEqualTo("2026-11-22T01:00:00Z");
        assertThat(list.at("/cadence/seconds").asDouble()).isEqualTo(60.0);
        assertThat(list.at("/cadence/gaps/0/before").asLong()).isEqualTo(7);
        assertThat(get("/api/experiments/9/checkpoints").status()).isEqualTo(404);
    }

    private void serveLinks() throws Exception {
        await(bus.serve(SyncerRequest.class)
                .on(SyncerRequest.SyncNow.class, request -> Future.succeededFuture(false))
                .on(
                        SyncerRequest.SignLink.class,
                        request -> Future.succeededFuture(new SyncerRequest.SignedLink(
                                "https://s3/" + request.uri(), Instant.parse("2026-11-22T02:00:00Z"))))
                .start());
    }

    @Test
    void shouldLinkToACheckpoint() throws Exception {
        serveLinks();
        created("x");
        checkpoint(null);

        JsonNode answer = get("/api/experiments/1/checkpoints/7").json();

        assertThat(answer.at("/checkpoint/uri").asText()).isEqualTo("s3://b/x/v7.mpt");
        assertThat(answer.at("/link/url").asText()).isEqualTo("https://s3/s3://b/x/v7.mpt");
    }

    @Test
    void shouldNotLinkToACheckpointThatIsGone() throws Exception {
        serveLinks();
        created("x");
        checkpoint(Instant.parse("2026-11-23T00:00:00Z"));

        JsonNode answer = get("/api/experiments/1/checkpoints/7").json();

        assertThat(answer.at("/checkpoint/gone_at").asText()).isEqualTo("2026-11-23T00:00:00Z");
        assertThat(answer.path("link").isNull()).isTrue();
    }

    @Test
    void shouldSayThatThereIsNoBucketToSync() throws Exception {
        serveLinks();

        assertThat(post("/api/sync").status()).isEqualTo(409);
    }
}
