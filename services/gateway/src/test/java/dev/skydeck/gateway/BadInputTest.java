package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is named, field by field, and nothing of it reaches the store. */
class BadInputTest extends GatewayFixture {

    @AfterEach
    void nothingWasWritten() {
        assertThat(store.revision).hasValue(10);
    }

    private Got create(String body) throws Exception {
        return post("/api/experiments", body);
    }

    /** Each problem as {@code type@a.b}. */
    private static List<String> problems(Got got) {
        assertThat(got.status()).as(got.text()).isEqualTo(422);
        List<String> found = new ArrayList<>();
        for (JsonNode problem : got.json().path("detail")) {
            List<String> loc = new ArrayList<>();
            problem.path("loc").forEach(part -> loc.add(part.asText()));
            found.add(problem.path("type").asText() + "@" + String.join(".", loc));
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"flags\":{}}                        | missing@body.name",
                "{\"name\":null}                       | string_type@body.name",
                "{\"name\":5}                          | string_type@body.name",
                "{\"name\":\"\"}                       | value_error@body.name",
                "{\"name\":\"   \"}                    | value_error@body.name",
                "{\"name\":\"a/b\"}                    | value_error@body.name",
                "{\"name\":\"a\\nb\"}                  | value_error@body.name",
                "{\"name\":\"a\\u0000b\"}              | value_error@body.name",
                "{\"name\":\"..\"}                     | value_error@body.name",
                "{\"name\":\"\\ud800\"}                | string_unicode@body.name",
                "{\"name\":\"x\",\"nodes\":1.5}        | int_from_float@body.nodes",
                "{\"name\":\"x\",\"nodes\":\"many\"}   | int_parsing@body.nodes",
                "{\"name\":\"x\",\"nodes\":0}          | greater_than_equal@body.nodes",
                "{\"name\":\"x\",\"nodes\":-2}         | greater_than_equal@body.nodes",
                "{\"name\":\"x\",\"nodes\":true}       | int_type@body.nodes",
                "{\"name\":\"x\",\"nodes\":null}       | int_type@body.nodes",
                "{\"name\":\"x\",\"nodes\":1e999999}   | less_than_equal@body.nodes",
                "{\"name\":\"x\",\"nodes\":1e-999999}  | int_from_float@body.nodes",
                "{\"name\":\"x\",\"nodes\":3000000000} | less_than_equal@body.nodes",
                "{\"name\":\"x\",\"gpus\":-1}          | greater_than_equal@body.gpus",
                "{\"name\":\"x\",\"spot\":\"maybe\"}   | bool_parsing@body.spot",
                "{\"name\":\"x\",\"spot\":[]}          | bool_type@body.spot",
                "{\"name\":\"x\",\"flags\":null}       | dict_type@body.flags",
                "{\"name\":\"x\",\"flags\":{\"a b\":1}}| value_error@body.flags.a b",
                "{\"name\":\"x\",\"flags\":{\"1a\":1}} | value_error@body.flags.1a",
                "{\"name\":\"x\",\"flags\":{\"-a\":1}} | value_error@body.flags.-a",
                "{\"name\":\"x\",\"flags\":{\"\":1}}   | value_error@body.flags.",
                "{\"name\":\"x\",\"flags\":{\"a\":\"\\u0000\"}} | value_error@body.flags.a",
                "{\"name\":\"x\",\"tags\":\"a,b\"}     | list_type@body.tags",
                "{\"name\":\"x\",\"tags\":[\"a\",1]}   | string_type@body.tags.1",
                "{\"name\":\"x\",\"desired_state\":\"PAUSED\"} | enum@body.desired_state",
                "{not json                             | json_invalid@body.1",
                "{\"name\":\"x\"} x                    | json_invalid@body.13",
                "{\"name\":\"x\",\"name\":\"y\"}       | json_invalid@body.12",
                "[1,2]                                 | model_attributes_type@body",
            })
    void shouldNameTheWrongFieldOfACreate(String body, String problem) throws Exception {
        List<String> found = problems(create(body));

        // Where broken JSON breaks is the parser's word; that it is named at all is ours.
        if (problem.startsWith("json_invalid")) {
            assertThat(found).hasSize(1).first().asString().startsWith("json_invalid@body.");
        } else {
            assertThat(found).containsExactly(problem);
        }
    }

    @Test
    void shouldListAllFaultsInTheContractsOrder() throws Exception {
        Got got = create("{\"tags\":1,\"spot\":\"maybe\",\"nodes\":\"q\"}");

        assertThat(problems(got))
                .containsExactly(
                        "missing@body.name", "int_parsing@body.nodes", "bool_parsing@body.spot", "list_type@body.tags");
    }

    @Test
    void shouldSayItAsTheFirstSkyDeckDid() throws Exception {
        assertThat(create("{\"flags\":{}}").text())
                .isEqualTo("{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"name\"],\"msg\":\"Field required\","
                        + "\"input\":{\"flags\":{}}}]}");
        assertThat(create("{\"name\":\"x\",\"desired_state\":\"PAUSED\"}").text())
                .isEqualTo("{\"detail\":[{\"type\":\"enum\",\"loc\":[\"body\",\"desired_state\"],"
                        + "\"msg\":\"Input should be 'RUNNING', 'STOPPED' or 'TERMINATED'\",\"input\":\"PAUSED\","
                        + "\"ctx\":{\"expected\":\"'RUNNING', 'STOPPED' or 'TERMINATED'\"}}]}");
        assertThat(problems(create("{\"name\":\"x\",\"flags\":{\"a\":[1]}}")))
                .containsExactly(
                        "string_type@body.flags.a.str",
                        "int_type@body.flags.a.int",
                        "float_type@body.flags.a.float",
                        "bool_type@body.flags.a.bool");
    }

    @Test
    void shouldSayThatABodyIsMissing() throws Exception {
        assertThat(send("POST", "/api/experiments", null, Map.of()).text())
                .isEqualTo("{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\"],\"msg\":\"Field required\","
                        + "\"input\":null}]}");
    }

    @Test
    void shouldRefuseANameThatIsTooLong() throws Exception {
        assertThat(problems(create("{\"name\":\"" + "x".repeat(129) + "\"}"))).containsExactly("value_error@body.name");
    }

    @Test
    void shouldRefuseTooManyFlags() throws Exception {
        String flags =
                IntStream.range(0, 1_001).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(","));

        assertThat(problems(create("{\"name\":\"x\",\"flags\":{" + flags + "}}")))
                .containsExactly("too_long@body.flags");
    }

    @Test
    void shouldRefuseATextThatIsTooLong() throws Exception {
        assertThat(problems(create("{\"name\":\"x\",\"flags\":{\"a\":\"" + "x".repeat(65_537) + "\"}}")))
                .containsExactly("string_too_long@body.flags.a");
    }

    @Test
    void shouldRefuseADocumentThatIsTooDeepOrHasTooManyParts() throws Exception {
        assertThat(problems(create("[".repeat(33) + "]".repeat(33))).get(0)).startsWith("json_invalid@");
        String many = String.join(",", Collections.nCopies(10_001, "1"));
        assertThat(problems(create("{\"name\":\"x\",\"tags\":[" + many + "]}")).get(0))
                .startsWith("json_invalid@body.tags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "1e"})
    void shouldNotTellOfItsOwnInsideWhatIsWrong(String start) throws Exception {
        String text = create(start + "9".repeat(1_200)).text();

        assertThat(text).contains("json_invalid").doesNotContain("Constraints");
    }

    @Test
    void shouldStopAfterAHundredProblemsAndNotRepeatLongInput() throws Exception {
        String many = String.join(",", Collections.nCopies(9_000, "1"));

        Got got = create("{\"tags\":[" + many + "]}");

        assertThat(problems(got)).hasSize(100);
        assertThat(got.json().at("/detail/0").has("input")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PATCH | /api/experiments/1              | [1]                          | dict_type@body",
                "PATCH | /api/experiments/1              | {\"nodes\":\"many\"}         | int_parsing@body.nodes",
                "PATCH | /api/experiments/1              | {\"nodes\":null}             | int_type@body.nodes",
                "PATCH | /api/experiments/1              | {\"nodes\":2.9}              | int_from_float@body.nodes",
                "PATCH | /api/experiments/1              | {\"base_command\":null}      | string_type@body.base_command",
                "PATCH | /api/experiments/1              | {\"name\":\" \"}             | value_error@body.name",
                "POST  | /api/experiments/1/flags        | {}                           | missing@body.flags",
                "POST  | /api/experiments/1/state        | {}                           | missing@body.desired_state",
                "POST  | /api/experiments/1/state        | {\"desired_state\":\"GO\"}   | enum@body.desired_state",
                "POST  | /api/experiments/1/expanded     | [true]                       | dict_type@body",
                "POST  | /api/experiments/1/starred      | {\"starred\":\"perhaps\"}    | bool_parsing@body.starred",
                "POST  | /api/groups                     | {\"flags\":[]}               | missing@body.name",
                "POST  | /api/groups                     | {\"name\":\"x\",\"flags\":\"a\"} | list_type@body.flags",
                "PATCH | /api/groups/00000001            | {\"collapsed\":\"perhaps\"}  | bool_parsing@body.collapsed",
                "POST  | /api/groups/00000001/experiments| {}                           | missing@body.experiment_ids",
                "POST  | /api/groups/00000001/experiments| {\"experiment_ids\":[\"x\"]} | int_parsing@body.experiment_ids.0",
            })
    void shouldNameTheWrongFieldOfOtherBodies(String method, String path, String body, String problem)
            throws Exception {
        assertThat(problems(lenient(method, path, body))).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/experiments/1/jobs?limit=x,        int_parsing@query.limit",
        "/api/experiments/1/jobs?limit=-2,       greater_than_equal@query.limit",
        "/api/experiments/1/checkpoints?limit=x, int_parsing@query.limit",
        "/api/skypilot-jobs?limit=1.5,           int_parsing@query.limit",
        "/api/skypilot-jobs?include_stopped=x,   bool_parsing@query.include_stopped",
    })
    void shouldNameAWrongParameter(String path, String problem) throws Exception {
        assertThat(problems(get(path))).containsExactly(problem);
    }

    @Test
    void shouldRefuseAKeyThatIsNoKey() throws Exception {
        Map<String, String> headers = headers("Content-Type", "application/json", "Idempotency-Key", "x".repeat(65));

        assertThat(problems(send("POST", "/api/experiments", Buffer.buffer("{\"name\":\"x\"}"), headers)))
                .containsExactly("value_error@header.Idempotency-Key");
    }

    @Test
    void shouldRefuseABodyOfTwoMebibytes() throws Exception {
        Buffer body = Buffer.buffer("{\"name\":\"" + "x".repeat(2 << 20) + "\"}");

        Got got = send("POST", "/api/experiments", body, Map.of("Content-Type", "application/json"));

        assertThat(got.status()).isEqualTo(413);
        assertThat(got.detail()).contains("1 MiB");
    }
}
