package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsApiTest extends GatewayFixture {

    private String group(String name) throws Exception {
        return post("/api/groups", "{\"name\":\"" + name + "\",\"flags\":[\"lr\"]}")
                .json()
                .at("/group/id")
                .asText();
    }

    @Test
    void shouldAnswerANewGroupInTheFirstSkyDecksForm() throws Exception {
        Got got = post("/api/groups", "{\"name\":\"Baselines\",\"flags\":[\"lr\",\"layers\"]}");

        assertThat(got.text())
                .isEqualTo("{\"group\":{\"id\":\"00000001\",\"name\":\"Baselines\",\"name_prefix\":null,"
                        + "\"flags\":[\"lr\",\"layers\"],\"order\":0,\"created_at\":\"2026-11-22T00:50:07.229417\","
                        + "\"updated_at\":\"2026-11-22T00:50:07.229417\",\"collapsed\":false,\"spec_revision\":1,\"task_template\":null,"
                        + "\"max_parallel\":null,\"max_gpus\":null,\"max_spend\":null,"
                        + "\"experiments\":[]}}");
    }

    @Test
    void shouldShowMembersInTheirOrderAndTheRestApart() throws Exception {
        created("a");
        created("b");
        created("c");
        String id = group("g");

        Got added = post("/api/groups/" + id + "/experiments", "{\"experiment_ids\":[\"3\",\"1\"]}");

        assertThat(added.json().path("message").asText()).isEqualTo("Added 2 experiments to group");
        JsonNode board = get("/api/groups").json();
        assertThat(board.at("/groups/0/experiments").findValuesAsText("name")).containsExactly("c", "a");
        assertThat(board.path("ungrouped").findValuesAsText("name")).containsExactly("b");
    }

    @Test
    void shouldShowTheUngroupedNewestFirst() throws Exception {
        created("a");
        created("b");

        assertThat(get("/api/groups").json().path("ungrouped").findValuesAsText("name"))
                .containsExactly("b", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "name_prefix"})
    void shouldRefuseANameThatNobodyCanRead(String field) throws Exception {
        String id = group("g");

        Got refused = lenient("PATCH", "/api/groups/" + id, "{\"" + field + "\":\"" + "x".repeat(257) + "\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/detail/0/loc/1").asText()).isEqualTo(field);
        assertThat(refused.json().at("/detail/0/msg").asText()).contains("at most 256 characters");
        assertThat(get("/api/groups").json().at("/groups/0/name").asText()).isEqualTo("g");
    }

    @Test
    void shouldTakeNumberIdsToo() throws Exception {
        created("a");
        String id = group("g");

        assertThat(lenient("POST", "/api/groups/" + id + "/experiments", "{\"experiment_ids\":[1]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldEditAndKeepWhatIsNull() throws Exception {
        created("a");
        String id = group("g");
        post("/api/groups/" + id + "/experiments", "{\"experiment_ids\":[\"1\"]}");

        Got got = patch("/api/groups/" + id, "{\"name\":null,\"collapsed\":true,\"name_prefix\":\"p.\",\"order\":4}");

        JsonNode group = got.json().path("group");
        assertThat(group.path("name").asText()).isEqualTo("g");
        assertThat(group.path("collapsed").asBoolean()).isTrue();
        assertThat(group.path("name_prefix").asText()).isEqualTo("p.");
        assertThat(group.path("experiments").findValuesAsText("name")).containsExactly("a");
    }

    @Test
    void shouldTakeWhatAGroupMaySpendInDollars() throws Exception {
        String id = post("/api/groups", "{\"name\":\"g\",\"max_spend\":12.5}")
                .json()
                .at("/group/id")
                .asText();
        JsonNode created = get("/api/groups/" + id).json();

        JsonNode edited =
                patch("/api/groups/" + id, "{\"max_spend\":1000000000}").json();

        assertThat(created.at("/group/max_spend").toString()).isEqualTo("12.5");
        assertThat(edited.at("/group/max_spend").toString()).isEqualTo("1000000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000000000.1", "0.0000001", "\"5\"", "1e999999999999", "true"})
    void shouldRefuseWhatIsNoSumOfMoney(String value) throws Exception {
        String id = group("g");

        Got got = lenient("PATCH", "/api/groups/" + id, "{\"max_spend\":" + value + "}");

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.text()).contains("[\"body\",\"max_spend\"]").contains("0 to 1000000000 US dollars");
    }

    @Test
    void shouldDeleteAGroupAndKeepItsExperiments() throws Exception {
        created("a");
        String id = group("g");
        post("/api/groups/" + id + "/experiments", "{\"experiment_ids\":[\"1\"]}");

        assertThat(delete("/api/groups/" + id).json().path("message").asText()).isEqualTo("Group deleted");

        assertThat(get("/api/groups").json().path("ungrouped").findValuesAsText("name"))
                .containsExactly("a");
    }

    @Test
    void shouldSayThatAGroupIsNotThere() throws Exception {
        assertThat(delete("/api/groups/deadbeef").text()).isEqualTo("{\"detail\":\"Group not found\"}");
        assertThat(patch("/api/groups/deadbeef", "{\"name\":\"x\"}").status()).isEqualTo(404);
        assertThat(post("/api/groups/deadbeef/experiments", "{\"experiment_ids\":[]}")
                        .detail())
                .isEqualTo("Group not found");
    }

    @Test
    void shouldSayThatAMemberIsNotThere() throws Exception {
        String id = group("g");

        assertThat(post("/api/groups/" + id + "/experiments", "{\"experiment_ids\":[\"999\"]}")
                        .detail())
                .contains("experiment", "999");
    }

    @Test
    void shouldTakeOutAndNotMindWhatIsNotThere() throws Exception {
        created("a");
        String id = group("g");
        post("/api/groups/" + id + "/experiments", "{\"experiment_ids\":[\"1\"]}");

        assertThat(delete("/api/groups/" + id + "/experiments/1")
                        .json()
                        .path("message")
                        .asText())
                .isEqualTo("Experiment removed from group");
        assertThat(delete("/api/groups/" + id + "/experiments/777").status()).isEqualTo(200);
        assertThat(delete("/api/groups/" + id + "/experiments/x").status()).isEqualTo(200);
        assertThat(delete("/api/groups/deadbeef/experiments/1").status()).isEqualTo(200);
        assertThat(get("/api/groups").json().at("/groups/0/experiments").isEmpty())
                .isTrue();
    }
}
