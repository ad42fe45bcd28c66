package dev.skydeck.launcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import org.junit.jupiter.api.Test;

class BatchRoutesTest extends EmptyApi {
    @Test
    void shouldDoEachKindOfOperation() throws Exception {
        long a = api.created("a");
        long b = api.created("b");
        String group =
                api.post("/api/groups", "{\"name\":\"g\"}").at("/group/id").asText();

        Got got = api.post("/api/experiments/batch", """
                {"operations": [
                  {"op": "create", "experiment": {"name": "c", "flags": {"lr": 1e-4}}, "group_id": "%3$s"},
                  {"op": "patch", "id": %1$d, "changes": {"nodes": 2, "description": "why"}},
                  {"op": "flags", "id": %1$d, "flags": {"big": 9007199254740993, "text": "007"}},
                  {"op": "state", "id": %2$d, "desired_state": "TERMINATED"},
                  {"op": "duplicate", "id": %1$d},
                  {"op": "move", "id": %1$d, "group_id": "%3$s"},
                  {"op": "delete", "id": %2$d},
                  {"op": "undelete", "id": %2$d},
                  {"op": "release", "id": %1$d}
                ]}
                """.formatted(a, b, group));

        assertThat(got.status()).as(got.text()).isEqualTo(200);
        assertThat(got.at("/items").size()).isEqualTo(9);
        assertThat(api.get("/api/experiments/" + a).text())
                .contains("\"flags\":{\"big\":9007199254740993,\"text\":\"007\"}");
        assertThat(got.headers())
                .containsEntry("X-SkyDeck-Undo", got.at("/undo").asText());
    }

    @Test
    void shouldNameEachWrongFieldAndChangeNothing() throws Exception {
        long a = api.created("a");

        Got got = api.post("/api/experiments/batch", """
                {"operations": [
                  {"op": "delete", "id": %d},
                  {"op": "patch", "id": 1, "changes": {"nodes": 0, "node": 3}},
                  {"op": "explode"}
                ]}
                """.formatted(a));

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.headers().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(got.at("/errors").findValuesAsText("field"))
                .containsExactly(
                        "body.operations.1.changes.nodes", "body.operations.1.changes.node", "body.operations.2.op");
        assertThat(api.get("/api/experiments/" + a).status()).isEqualTo(200);
    }

    @Test
    void shouldChangeNothingWhenOneFailsTogether() throws Exception {
        long a = api.created("a");

        Got got = api.post(
                "/api/experiments/batch",
                "{\"operations\":[{\"op\":\"delete\",\"id\":" + a + "},{\"op\":\"delete\",\"id\":4711}]}");

        assertThat(got.status()).isEqualTo(404);
        assertThat(got.at("/detail").asText()).startsWith("Operation 1: ");
        assertThat(api.get("/api/experiments/" + a).status()).isEqualTo(200);
    }

    @Test
    void shouldSayOfEachOperationWhatCameOfIt() throws Exception {
        long a = api.created("a");

        Got got = api.post(
                "/api/experiments/batch",
                "{\"mode\":\"each\",\"operations\":[{\"op\":\"delete\",\"id\":4711},{\"op\":\"delete\",\"id\":" + a
                        + "}]}");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.at("/items/0/error/kind").asText()).isEqualTo("NotFound");
        assertThat(api.get("/api/experiments/" + a).status()).isEqualTo(404);
    }

    @Test
    void shouldRefuseMoreThanAThousandOperations() throws Exception {
        String many = "{\"op\":\"delete\",\"id\":1},".repeat(1_000) + "{\"op\":\"delete\",\"id\":1}";

        assertThat(api.post("/api/experiments/batch", "{\"operations\":[" + many + "]}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void shouldTakeADeletionBack() throws Exception {
        long a = api.created("a");
        String token =
                String.valueOf(api.delete("/api/experiments/" + a).headers().get("X-SkyDeck-Undo"));

        Got got = api.post("/api/undo", "{\"token\":\"" + token + "\"}");

        assertThat(got.at("/items/0/name").asText()).isEqualTo("a");
        assertThat(api.get("/api/experiments/" + a).status()).isEqualTo(200);
    }

    @Test
    void shouldNotKnowATokenThatWasNeverGiven() throws Exception {
        assertThat(api.post("/api/undo", "{\"token\":\"nothing\"}").status()).isEqualTo(404);
    }

    @Test
    void shouldCopyUnderAMadeUpName() throws Exception {
        long a = api.created("a");

        assertThat(api.post("/api/experiments/" + a + "/duplicate")
                        .at("/experiment/name")
                        .asText())
                .isEqualTo("a (copy)");
    }

    @Test
    void shouldNotCopyOntoATakenName() throws Exception {
        long a = api.created("a");

        Got got = api.post("/api/experiments/" + a + "/duplicate", "{\"name\":\"a\"}");

        assertThat(got.status()).isEqualTo(409);
        assertThat(got.at("/detail").asText()).isEqualTo("An experiment with the name a exists already.");
    }

    @Test
    void shouldEditEveryField() throws Exception {
        long a = api.created("a");

        Got got = api.patch(
                "/api/experiments/" + a + "/spec",
                "{\"accelerator\":\"H100\",\"spot\":true,\"tags\":[\"x\"],\"owner\":\"ann\",\"wandb_link\":\"https://w/1\"}");

        assertThat(got.at("/experiment/accelerator").asText()).isEqualTo("H100");
        assertThat(got.at("/experiment/owner").asText()).isEqualTo("ann");
    }

    @Test
    void shouldRefuseAnEditOfWhatWasEditedMeanwhile() throws Exception {
        long a = api.created("a");
        api.patch("/api/experiments/" + a + "/spec", "{\"nodes\":2}");

        Got got = with("PATCH", "/api/experiments/" + a + "/spec", "{\"nodes\":3}", "If-Match", "\"1\"");

        assertThat(got.status()).isEqualTo(412);
        assertThat(api.get("/api/experiments/" + a).at("/experiment/nodes").asInt())
                .isEqualTo(2);
    }

    @Test
    void shouldRefuseAnOutdatedEditOnTheRoutesOfTheOriginalToo() throws Exception {
        long a = api.created("a");
        api.patch("/api/experiments/" + a + "/spec", "{\"nodes\":2}");

        assertThat(with("PATCH", "/api/experiments/" + a, "{\"nodes\":3}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
        assertThat(with("POST", "/api/experiments/" + a + "/flags", "{\"flags\":{}}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void shouldTakeTheEditThatNamesTheRevisionItSaw() throws Exception {
        long a = api.created("a");

        assertThat(with("PATCH", "/api/experiments/" + a + "/spec", "{\"nodes\":3}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldCreateOncePerKey() throws Exception {
        String body = "{\"name\":\"new.experiment\"}";
        Got first = with("POST", "/api/experiments", body, "Idempotency-Key", "k1");

        Got again = with("POST", "/api/experiments", body, "Idempotency-Key", "k1");

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(api.get("/api/experiments").at("/experiments").size()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAKeyThatWasUsedForAnotherRequest() throws Exception {
        with("POST", "/api/experiments", "{\"name\":\"a\"}", "Idempotency-Key", "k1");

        Got got = with("POST", "/api/experiments", "{\"name\":\"b\"}", "Idempotency-Key", "k1");

        assertThat(got.status()).isEqualTo(409);
        assertThat(api.get("/api/experiments").at("/experiments").size()).isEqualTo(1);
    }
}
