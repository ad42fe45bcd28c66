package dev.skydeck.launcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture.Got;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepRoutesTest extends EmptyApi {
    private static final String AXES = "[{\"kind\":\"list\",\"flag\":\"lr\",\"values\":[1e-3,3e-4]},"
            + "{\"kind\":\"range\",\"flag\":\"seed\",\"from\":1,\"to\":2,\"step\":1}]";

    private static String body(String name, String axes) {
        return "{\"name\":\"LR\",\"max_parallel\":3,\"experiment\":{\"name\":\"" + name
                + "\",\"base_command\":\"python train.py\",\"gpus\":8,\"flags\":{\"batch\":32}},\"axes\":" + axes + "}";
    }

    private Got made() throws Exception {
        return api.post("/api/sweeps", body("lr${lr}.s${seed}", AXES));
    }

    private List<String> names() throws Exception {
        return api.get("/api/experiments").at("/experiments").findValuesAsText("name");
    }

    private static List<String> fields(Got got) {
        assertThat(got.status()).as(got.text()).isEqualTo(422);
        assertThat(got.headers().get("Content-Type")).isEqualTo("application/problem+json");
        return got.at("/errors").findValuesAsText("field");
    }

    @Test
    void shouldSayWhatASweepWouldMakeAndMakeNothing() throws Exception {
        Got got = api.post("/api/sweeps/preview", body("lr${lr}.s${seed}", AXES));

        assertThat(got.at("/names").toString()).isEqualTo("[\"lr1e-3.s1\",\"lr1e-3.s2\",\"lr3e-4.s1\",\"lr3e-4.s2\"]");
        assertThat(got.at("/count").asInt()).isEqualTo(4);
        assertThat(got.at("/gpus").asInt()).isEqualTo(32);
        assertThat(names()).isEmpty();
    }

    @Test
    void shouldMakeMembersWhoseNumbersKeepTheirText() throws Exception {
        Got got = made();

        assertThat(got.status()).as(got.text()).isEqualTo(200);
        assertThat(got.at("/sweep/state").asText()).isEqualTo("STOPPED");
        assertThat(got.at("/sweep/max_parallel").asInt()).isEqualTo(3);
        long first = got.at("/experiment_ids/0").asLong();
        assertThat(api.get("/api/experiments/" + first).text())
                .contains("\"lr\":1e-3")
                .contains("\"sweep\":\"" + got.at("/sweep/id").asText() + "\"");
    }

    @Test
    void shouldTakeAxesByFlag() throws Exception {
        Got got = api.post(
                "/api/sweeps/preview",
                body("${lr}-${n}", "{\"lr\":[1e-3],\"n\":{\"kind\":\"log_range\",\"from\":1,\"to\":100,\"count\":3}}"));

        assertThat(got.at("/names").toString()).isEqualTo("[\"1e-3-1\",\"1e-3-10\",\"1e-3-100\"]");
    }

    @Test
    void shouldAnswerTheAxesAsTheyWereSent() throws Exception {
        String axes = "[{\"kind\":\"zip\",\"axes\":["
                + "{\"kind\":\"random\",\"flag\":\"a\",\"distribution\":\"uniform\",\"from\":0.5,\"to\":2.5,\"count\":2,\"seed\":7},"
                + "{\"kind\":\"random\",\"flag\":\"b\",\"distribution\":\"choice\",\"values\":[1e-4,\"x\"],\"count\":2,\"seed\":7}]}]";

        Got got = api.post("/api/sweeps", body("${a}", axes));

        assertThat(got.status()).as(got.text()).isEqualTo(200);
        assertThat(got.text()).contains("\"axes\":" + axes);
    }

    @Test
    void shouldNameEveryNameThatIsTakenAndMakeNothing() throws Exception {
        api.created("lr1e-3.s2");
        api.created("lr3e-4.s1");

        Got got = made();

        assertThat(got.status()).isEqualTo(409);
        assertThat(got.detail()).contains("lr1e-3.s2 (taken").contains("lr3e-4.s1 (taken");
        assertThat(names()).hasSize(2);
        assertThat(api.get("/api/sweeps").at("/sweeps").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                                   | body.axes",
                "7                                                                    | body.axes",
                "[7]                                                                  | body.axes.0",
                "[{\"flag\":\"a\",\"values\":[1]}]                                    | body.axes.0.kind",
                "[{\"kind\":\"grid\",\"flag\":\"a\"}]                                 | body.axes.0.kind",
                "[{\"kind\":\"list\",\"values\":[1]}]                                 | body.axes.0.flag",
                "[{\"kind\":\"list\",\"flag\":\"a b\",\"values\":[1]}]                | body.axes.0.flag",
                "[{\"kind\":\"list\",\"flag\":\"a\",\"values\":[]}]                   | body.axes.0.values",
                "[{\"kind\":\"list\",\"flag\":\"a\"}]                                 | body.axes.0.values",
                "[{\"kind\":\"list\",\"flag\":\"a\",\"values\":[1],\"step\":1}]       | body.axes.0.step",
                "{\"a\":[]}                                                           | body.axes.a.values",
                "{\"a\":{\"kind\":\"zip\",\"axes\":[]}}                               | body.axes.a.kind",
                "{\"a\":{\"kind\":\"range\",\"from\":1,\"to\":9,\"step\":0}}          | body.axes.a.step",
                "{\"a\":{\"kind\":\"range\",\"from\":1,\"to\":9,\"step\":-1}}         | body.axes.a.step",
                "{\"a\":{\"kind\":\"range\",\"from\":\"x\",\"to\":9,\"step\":1}}      | body.axes.a.from",
                "{\"a\":{\"kind\":\"range\",\"from\":0,\"to\":1e18,\"step\":1}}       | body.axes.a",
                "{\"a\":{\"kind\":\"range\",\"from\":0,\"to\":1e999999999,\"step\":1}}| body.axes.a.to",
                "{\"a\":{\"kind\":\"log_range\",\"from\":0,\"to\":1,\"count\":3}}     | body.axes.a.from",
                "{\"a\":{\"kind\":\"log_range\",\"from\":1,\"to\":2,\"count\":0}}     | body.axes.a.count",
                "{\"a\":{\"kind\":\"random\",\"count\":3,\"from\":1,\"to\":2}}        | body.axes.a.distribution",
                "[{\"kind\":\"zip\",\"axes\":[{\"kind\":\"list\",\"flag\":\"a\",\"values\":[1]}]}] | body.axes.0.axes",
                "[{\"kind\":\"list\",\"flag\":\"a\",\"values\":[1]},{\"kind\":\"list\",\"flag\":\"a\",\"values\":[1]}] | body.axes.1.flag",
            })
    void shouldNameTheFieldOfAWrongAxis(String axes, String field) throws Exception {
        assertThat(fields(api.post("/api/sweeps", body("x", axes)))).contains(field);
        assertThat(api.get("/api/sweeps").at("/sweeps").size()).isZero();
    }

    @Test
    void shouldRefuseAMillionCombinationsAtOnce() throws Exception {
        String range = "{\"kind\":\"range\",\"from\":1,\"to\":1000,\"step\":1}";

        Got got = api.post("/api/sweeps/preview", body("x", "{\"a\":" + range + ",\"b\":" + range + "}"));

        assertThat(fields(got)).containsExactly("body.axes");
        assertThat(got.detail()).contains("1,000,000 combinations");
    }

    @ParameterizedTest
    @CsvSource({"s${sead}, body.experiment.name", "a/${seed}, body.experiment.name"})
    void shouldNameTheTemplateThatIsWrong(String name, String field) throws Exception {
        assertThat(fields(api.post("/api/sweeps", body(name, AXES)))).containsExactly(field);
    }

    @Test
    void shouldNameEveryOtherWrongField() throws Exception {
        Got got = api.raw(
                "POST",
                "/api/sweeps",
                "{\"name\":\"\",\"experiment\":{\"nodes\":0,\"order\":1},\"axis\":[],\"max_parallel\":0}",
                Map.of("Content-Type", "application/json"));

        assertThat(fields(got))
                .containsExactlyInAnyOrder(
                        "body.axis",
                        "body.name",
                        "body.experiment.order",
                        "body.experiment.name",
                        "body.experiment.nodes",
                        "body.axes",
                        "body.max_parallel");
    }

    @Test
    void shouldRunAndStopEveryMember() throws Exception {
        String id = made().at("/sweep/id").asText();

        Got run = api.post("/api/sweeps/" + id + "/state", "{\"desired_state\":\"RUNNING\"}");

        assertThat(run.at("/items").size()).isEqualTo(4);
        JsonNode sweep = api.get("/api/sweeps/" + id).at("/sweep");
        assertThat(sweep.path("state").asText()).isEqualTo("RUNNING");
        assertThat(sweep.at("/progress/desired").toString()).isEqualTo("{\"RUNNING\":4}");
        api.post("/api/sweeps/" + id + "/state", "{\"desired_state\":\"TERMINATED\"}");
        assertThat(api.get("/api/sweeps").at("/sweeps/0/state").asText()).isEqualTo("TERMINATED");
    }

    @Test
    void shouldEditWhatIsNamedUnlessItWasEditedMeanwhile() throws Exception {
        String id = made().at("/sweep/id").asText();

        Got got = api.patch("/api/sweeps/" + id, "{\"max_parallel\":null}");

        assertThat(got.at("/sweep/max_parallel").isNull()).isTrue();
        assertThat(got.at("/sweep/name").asText()).isEqualTo("LR");
        assertThat(with("PATCH", "/api/sweeps/" + id, "{\"name\":\"x\"}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void shouldMakeASweepOnceForAKey() throws Exception {
        String body = body("lr${lr}.s${seed}", AXES);
        Got first = with("POST", "/api/sweeps", body, "Idempotency-Key", "k1");

        Got again = with("POST", "/api/sweeps", body, "Idempotency-Key", "k1");

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(names()).hasSize(4);
    }

    @Test
    void shouldSayWhenThereIsNoSuchSweep() throws Exception {
        assertThat(api.get("/api/sweeps/0000abcd").status()).isEqualTo(404);
    }

    @Test
    void shouldSayInTheHistoryWhoMadeIt() throws Exception {
        made();

        assertThat(api.get("/api/history?kind=sweep_created")
                        .at("/entries/0/sentence")
                        .asText())
                .isEqualTo("local made the sweep LR of 4 experiments.");
    }
}
