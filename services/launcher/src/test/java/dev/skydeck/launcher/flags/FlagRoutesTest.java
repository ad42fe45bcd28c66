package dev.skydeck.launcher.flags;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags that a tool describes, through the API on a real store. */
class FlagRoutesTest {
    private static final String SCHEMA = """
            {"properties": {
              "seed": {"type": "integer", "default": 0, "minimum": 0},
              "device": {"enum": ["cuda", "cpu"], "default": "cuda"},
              "env": {"type": "object"},
              "old": {"type": "string", "deprecated": true},
              "trainer": {"$ref": "#/$defs/Trainer"}},
             "required": ["trainer"],
             "$defs": {"Trainer": {"title": "Trainer", "type": "object", "properties": {
              "lr": {"type": "number", "exclusiveMinimum": 0, "default": 3e-04, "description": "Step size."},
              "total_steps": {"type": "integer", "default": 50000000000}}}}}
            """;

    @SuppressWarnings("NullAway.Init")
    private ApiFixture api;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        api = ApiFixture.on(folder.resolve("skydeck.db"));
        api.post("/api/flag-definitions/tools.Train", SCHEMA);
    }

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    @Test
    void shouldListFlagsAsTheOriginalDid() throws Exception {
        assertThat(api.get("/api/flags?tool_path=tools.Train").text())
                .isEqualTo(
                        "{\"tool_path\":\"tools.Train\",\"flags\":["
                                + "{\"flag\":\"seed\",\"type\":\"int\",\"default\":0,\"required\":false},"
                                + "{\"flag\":\"device\",\"type\":\"Literal\",\"default\":\"cuda\",\"required\":false},"
                                + "{\"flag\":\"env\",\"type\":\"dict\",\"default\":null,\"required\":false},"
                                + "{\"flag\":\"old\",\"type\":\"str\",\"default\":null,\"required\":false},"
                                + "{\"flag\":\"trainer\",\"type\":\"Trainer\",\"default\":null,\"required\":true},"
                                + "{\"flag\":\"trainer.lr\",\"type\":\"float\",\"default\":3e-04,\"required\":false},"
                                + "{\"flag\":\"trainer.total_steps\",\"type\":\"int\",\"default\":50000000000,\"required\":false}]}");
    }

    @Test
    void shouldListTheFlagsOfTheDefaultToolForOneThatIsUnknown() throws Exception {
        api.post("/api/flag-definitions/default", "{\"properties\": {\"run\": {\"type\": \"string\"}}}");

        Got got = api.get("/api/flags?tool_path=no.such.tool");

        assertThat(got.at("/tool_path").asText()).isEqualTo("no.such.tool");
        assertThat(got.at("/flags/0/flag").asText()).isEqualTo("run");
    }

    @Test
    void shouldListNoFlagsOfAnUnknownToolWithoutADefaultOne() throws Exception {
        assertThat(api.get("/api/flags?tool_path=no.such.tool").at("/flags")).isEmpty();
    }

    @Test
    void shouldFindAToolWhosePathHasSlashes() throws Exception {
        api.post("/api/flag-definitions/tools%2Ftrain.py", "{\"properties\": {\"run\": {}}}");

        assertThat(api.get("/api/flag-definitions/tools%2Ftrain.py")
                        .at("/tool/path")
                        .asText())
                .isEqualTo("tools/train.py");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuda", "cpu"})
    void shouldTakeWhatTheToolTakes(String device) throws Exception {
        Got got = created("{\"device\": \"" + device + "\", \"trainer.lr\": 1e-4, \"env.A\": \"x\"}");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.json().has("warnings")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed | 1.5 | seed takes a whole number of at least 0. It was given 1.5.",
                "seed | -1 | seed takes a whole number of at least 0. It was given -1.",
                "device | \"mps\" | device takes one of cuda, cpu. It was given \"mps\".",
                "trainer.lr | \"fast\" | trainer.lr takes a number above 0. It was given \"fast\"."
            })
    void shouldRefuseAWrongValueAtItsFlag(String flag, String value, String sentence) throws Exception {
        Got got = created("{\"" + flag + "\": " + value + "}");

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.at("/detail/0/loc").toString()).isEqualTo("[\"body\",\"flags\",\"" + flag + "\"]");
        assertThat(got.at("/detail/0/msg").asText()).isEqualTo(sentence);
    }

    @Test
    void shouldWriteNumbersOutWithoutLosingADigit() throws Exception {
        Got got = created("{\"trainer.total_steps\": \"9007199254740993K\", \"seed\": \"1_000_000\"}");

        assertThat(got.text()).contains("\"trainer.total_steps\":9007199254740993000,\"seed\":1000000");
    }

    @Test
    void shouldWarnOfAFlagThatTheToolHasNotGot() throws Exception {
        Got got = created("{\"trainer.lrr\": 1}");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.at("/warnings").toString())
                .isEqualTo("[{\"field\":\"flags.trainer.lrr\",\"type\":\"unknown_flag\","
                        + "\"message\":\"tools.Train has no flag trainer.lrr.\"}]");
    }

    @Test
    void shouldWarnOnceOfWhatAllMembersOfASweepWouldHave() throws Exception {
        Got got = api.post("/api/sweeps/preview", """
                {"name": "s", "axes": {"seed": [1, 2]},
                 "experiment": {"name": "s${seed}", "tool_path": "tools.Train", "flags": {"trainer.lrr": 1}}}
                """);

        assertThat(got.at("/count").asInt()).isEqualTo(2);
        assertThat(got.at("/warnings")).hasSize(1);
        assertThat(got.at("/warnings/0/field").asText()).isEqualTo("flags.trainer.lrr");
    }

    @Test
    void shouldWarnAgainWhenTheSameCommandComesAgain() throws Exception {
        String body = "{\"name\": \"a\", \"tool_path\": \"tools.Train\", \"flags\": {\"nope\": 1}}";
        Map<String, String> key = Map.of("Content-Type", "application/json", "Idempotency-Key", "k1");
        api.raw("POST", "/api/experiments", body, key);

        Got again = api.raw("POST", "/api/experiments", body, key);

        assertThat(again.at("/warnings/0/type").asText()).isEqualTo("unknown_flag");
    }

    @Test
    void shouldWarnOfADeprecatedFlag() throws Exception {
        assertThat(created("{\"old\": \"x\"}").at("/warnings/0/type").asText()).isEqualTo("deprecated_flag");
    }

    @Test
    void shouldNotWarnOfWhatWasAcceptedBefore() throws Exception {
        created("{\"nope\": 1}");

        Got got = api.patch("/api/experiments/1/spec", "{\"flags\": {\"nope\": 1, \"seed\": 3}}");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.json().has("warnings")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/experiments/1/flags | {\"flags\": {\"seed\": \"x\"}}",
                "/api/experiments/batch | {\"mode\": \"atomic\", \"operations\": [{\"op\": \"flags\", \"id\": 1, \"flags\": {\"seed\": \"x\"}}]}",
                "/api/apply | {\"documents\": [{\"source\": \"a.yaml\", \"text\": \"experiments: [{name: b, tool_path: tools.Train, flags: {seed: x}}]\"}]}",
                "/api/plan | {\"documents\": [{\"source\": \"a.yaml\", \"text\": \"experiments: [{name: b, tool_path: tools.Train, flags: {seed: x}}]\"}]}",
                "/api/sweeps | {\"name\": \"s\", \"experiment\": {\"name\": \"m-${seed}\", \"tool_path\": \"tools.Train\"}, \"axes\": [{\"kind\": \"list\", \"flag\": \"seed\", \"values\": [1, \"x\"]}]}",
                "/api/sweeps/preview | {\"name\": \"s\", \"experiment\": {\"name\": \"m-${seed}\", \"tool_path\": \"tools.Train\"}, \"axes\": [{\"kind\": \"list\", \"flag\": \"seed\", \"values\": [1, \"x\"]}]}",
            })
    void shouldCheckFlagsWhereverTheyAreSet(String path, String body) throws Exception {
        created("{}");

        Got got = api.post(path, body);

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.text()).contains("seed takes a whole number of at least 0.");
    }

    @Test
    void shouldLeaveAloneWhatWasSetBeforeTheToolSaidOtherwise() throws Exception {
        api.post("/api/experiments", "{\"name\": \"a\", \"tool_path\": \"late\", \"flags\": {\"seed\": \"x\"}}");
        api.post("/api/flag-definitions/late", "{\"properties\": {\"seed\": {\"type\": \"integer\"}}}");

        Got got = api.patch("/api/experiments/1/spec", "{\"nodes\": 2}");

        assertThat(got.status()).isEqualTo(200);
    }

    @Test
    void shouldSeeNoChangeInAFileThatWritesANumberShort() throws Exception {
        String body = "{\"documents\": [{\"source\": \"a.yaml\", \"text\": \"experiments:"
                + " [{name: b, tool_path: tools.Train, flags: {trainer.total_steps: 10M}}]\"}]}";
        api.post("/api/apply", body);

        Got again = api.post("/api/plan", body);

        assertThat(again.at("/changes")).isEmpty();
        assertThat(again.at("/unchanged").asInt()).isEqualTo(1);
    }

    @Test
    void shouldSayWhatWouldBecomeOfFlags() throws Exception {
        Got got = api.post(
                "/api/flags/check",
                "{\"tool_path\": \"tools.Train\", \"flags\": {\"seed\": \"2K\", \"device\": \"x\", \"nope\": 1}}");

        assertThat(got.at("/flags/seed").asInt()).isEqualTo(2_000);
        assertThat(got.at("/problems/0/field").asText()).isEqualTo("flags.device");
        assertThat(got.at("/warnings/0/field").asText()).isEqualTo("flags.nope");
    }

    @Test
    void shouldSuggestWithTypeDefaultBoundsAndUse() throws Exception {
        created("{\"trainer.lr\": 1e-4}");

        JsonNode first = api.get("/api/flags/suggest?tool=tools.Train&q=lr").at("/flags/0");

        assertThat(first.at("/flag").asText()).isEqualTo("trainer.lr");
        assertThat(first.at("/type").asText()).isEqualTo("float");
        assertThat(first.at("/bounds/exclusive_minimum").asInt()).isZero();
        assertThat(first.at("/description").asText()).isEqualTo("Step size.");
        assertThat(first.at("/used_by").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"tr, trainer", "steps, trainer.total_steps", "trlr, trainer.lr", "DEV, device"})
    void shouldSuggestByPrefixPartAndLetters(String typed, String flag) throws Exception {
        assertThat(names(api.get("/api/flags/suggest?tool=tools.Train&q=" + typed)))
                .startsWith(flag);
    }

    @Test
    void shouldSayWhereASchemaIsWrongAndKeepWhatWasThere() throws Exception {
        Got got = api.post("/api/flag-definitions/tools.Train", "{\"properties\": {\"a\": {\"type\": \"numbr\"}}}");

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.at("/errors/0/message").asText())
                .isEqualTo(
                        "#/properties/a/type: A type is string, integer, number, boolean, array, object or null, not numbr.");
        assertThat(names(api.get("/api/flags?tool_path=tools.Train"))).contains("trainer.lr");
    }

    @Test
    void shouldTakeAToolWithThousandsOfFlags() throws Exception {
        String many = IntStream.range(0, 5_000)
                .mapToObj(i ->
                        "\"flag_" + i + "\": {\"type\": \"integer\", \"description\": \"" + "long ".repeat(60) + "\"}")
                .collect(Collectors.joining(","));

        Got got = api.post("/api/flag-definitions/big", "{\"properties\": {" + many + "}}");

        assertThat(got.at("/tool/flags").asInt()).isEqualTo(5_000);
        assertThat(names(api.get("/api/flags?tool_path=big"))).hasSize(5_000).endsWith("flag_4999");
    }

    @Test
    void shouldChangeNothingWithTheSameSchemaAgain() throws Exception {
        String before = api.get("/api/flag-definitions").text();

        api.post("/api/flag-definitions/tools.Train", SCHEMA);

        assertThat(api.get("/api/flag-definitions").text()).isEqualTo(before);
    }

    @Test
    void shouldForgetATool() throws Exception {
        api.delete("/api/flag-definitions/tools.Train");

        assertThat(created("{\"seed\": \"x\"}").status()).isEqualTo(200);
    }

    private Got created(String flags) throws Exception {
        return api.raw(
                "POST",
                "/api/experiments",
                "{\"name\": \"a\", \"tool_path\": \"tools.Train\", \"flags\": " + flags + "}",
                Map.of("Content-Type", "application/json"));
    }

    private static List<String> names(Got got) {
        return StreamSupport.stream(got.at("/flags").spliterator(), false)
                .map(flag -> flag.at("/flag").asText())
                .toList();
    }
}
