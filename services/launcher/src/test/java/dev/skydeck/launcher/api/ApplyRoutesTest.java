package dev.skydeck.launcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyRoutesTest extends EmptyApi {
    private static String body(String... texts) throws Exception {
        StringBuilder documents = new StringBuilder();
        for (int i = 0; i < texts.length; i++) {
            documents
                    .append(i == 0 ? "" : ",")
                    .append("{\"source\":\"f")
                    .append(i + 1)
                    .append(".yaml\",\"text\":")
                    .append(ApiFixture.MAPPER.writeValueAsString(texts[i]))
                    .append('}');
        }
        return "{\"documents\":[" + documents + "]}";
    }

    private Got apply(String... texts) throws Exception {
        return api.post("/api/apply", body(texts));
    }

    private static List<String> messages(Got got) {
        assertThat(got.status()).as(got.text()).isEqualTo(422);
        return got.at("/errors").findValuesAsText("message");
    }

    private int experiments() throws Exception {
        return api.get("/api/experiments").at("/experiments").size();
    }

    @Test
    void shouldApplyEveryKeyOfAnExperiment() throws Exception {
        api.post("/api/experiments", "{\"name\":\"other\"}");
        Got got = apply("""
                experiments:
                  - name: full
                    base_command: python train.py
                    tool_path: tools.train
                    git_branch: main
                    flags: {lr: 1e-4, text: "yes", on: true, big: 9007199254740993}
                    nodes: 2
                    gpus: 8
                    accelerator: H100
                    instance_type: big
                    cloud: aws
                    spot: true
                    cluster: dev
                    stop_cluster: true
                    desired_state: STOPPED
                    description: why
                    wandb_link: https://example.org
                    tags: [a, b]
                    priority: 7
                    order: 3
                """);

        assertThat(got.status()).as(got.text()).isEqualTo(200);
        JsonNode made =
                api.get("/api/experiments/" + got.at("/changes/0/id").asText()).at("/experiment");
        assertThat(made.toString())
                .contains("\"nodes\":2", "\"gpus\":8", "\"accelerator\":\"H100\"", "\"cluster\":\"dev\"")
                .contains("\"priority\":7", "\"order\":3", "\"tags\":[\"a\",\"b\"]", "\"description\":\"why\"")
                .contains("\"big\":9007199254740993", "\"text\":\"yes\"", "\"on\":true");
    }

    @Test
    void shouldTakeAnApplyBack() throws Exception {
        Got got = apply("experiments: [{name: a}]");

        api.post("/api/undo", "{\"token\":\"" + got.headers().get("X-SkyDeck-Undo") + "\"}");

        assertThat(experiments()).isZero();
    }

    @Test
    void shouldApplyOnceForAKey() throws Exception {
        Got first = with("POST", "/api/apply", body("experiments: [{name: a}]"), "Idempotency-Key", "k");

        assertThat(with("POST", "/api/apply", body("experiments: [{name: a}]"), "Idempotency-Key", "k")
                        .text())
                .isEqualTo(first.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: [                                | f1.yaml: line 1: this is no YAML:",
                "[1, 2]                              | f1.yaml, document 1: A mapping with set, groups and experiments.",
                "sets: x                             | f1.yaml, document 1, sets: There is no such field;",
                "set: ''                             | f1.yaml, document 1, set: A set's name has 1 to 128 characters.",
                "experiments: 5                      | f1.yaml, document 1, experiments: Input should be a valid list",
                "experiments: [5]                    | f1.yaml, document 1, experiments[0]: A mapping.",
                "experiments: [{nodes: 1}]           | f1.yaml, document 1, experiments[0].name: Field required",
                "experiments: [{name: a, command: 5}]| f1.yaml, document 1, experiments[0].command: Input should be a valid string",
                "experiments: [{name: a, desired: ON}]| f1.yaml, document 1, experiments[0].desired: Input should be 'RUNNING', 'STOPPED' or 'TERMINATED'",
                "experiments: [{name: a, command: b, base_command: c}]| f1.yaml, document 1, experiments[0].command: The same as",
                "experiments: [{name: a/b}]          | f1.yaml, document 1, experiments[0].name: The name must not contain '/'.",
                "experiments: [{name: 'a${b}'}]      | f1.yaml, document 1, experiments[0].name: ${b} names no flag;",
                "experiments: [{name: a, flags: {b: '${c}'}}]| f1.yaml, document 1, experiments[0].flags.b: ${c} names no flag;",
                "experiments: [{name: a, flags: {b: '${b}'}}]| f1.yaml, document 1, experiments[0].flags.b: The flag b is made of itself",
                "experiments: [{name: a, flags: {b: [1]}}]   | f1.yaml, document 1, experiments[0].flags.b.str: Input should be a valid string",
                "experiments: [{name: a, axes: {b: []}}]     | f1.yaml, document 1, experiments[0].axes.b.values: An axis has at least one value.",
                "experiments: [{name: a, axes: {b: [1, 2]}}] | f1.yaml, document 1, experiments[0].name: The name a is declared in f1.yaml, document 1, experiments[0] already.",
                "experiments: [{name: 'a${b}', axes: {b: {kind: range, from: 1, to: 1e9, step: 1}}}]| f1.yaml, document 1, experiments[0].axes.b: This axis has 1,000,000,000 values;",
                "experiments: [{name: a, cluster: 'x y'}]    | f1.yaml, document 1, experiments[0]: ",
                "experiments: [{name: a, task_template: x}]  | f1.yaml, document 1, experiments[0]: There is no task template with the name x.",
                "groups: [{name: a, max_parallel: 0}]        | f1.yaml, document 1, groups[0].max_parallel: Input should be greater than or equal to 1",
                "groups: [{name: a}, {name: a}]              | f1.yaml, document 1, groups[1].name: The group a is declared in f1.yaml, document 1, groups[0] already.",
                "experiments: [!!x {name: a}]                | f1.yaml: line 1: tags such as",
                "experiments: &e [*e]                        | f1.yaml: line 1: *e is a part of itself",
            })
    void shouldSayWhatIsWrongWhere(String yaml, String message) throws Exception {
        assertThat(messages(apply(yaml))).anySatisfy(found -> assertThat(found).startsWith(message));
        assertThat(experiments()).isZero();
    }

    @Test
    void shouldRefuseOneNameInTwoFiles() throws Exception {
        assertThat(messages(apply("experiments: [{name: a}]", "experiments: [{name: a}]")))
                .containsExactly(
                        "f2.yaml, document 1, experiments[0].name: The name a is declared in f1.yaml, document 1, experiments[0] already.");
    }

    @Test
    void shouldRefuseTwoSets() throws Exception {
        assertThat(messages(apply("set: a", "set: b")))
                .containsExactly("f2.yaml, document 1, set: All files belong to one set; another says a.");
    }

    @Test
    void shouldRefuseMoreThanAThousandExperimentsInAll() throws Exception {
        String some = "experiments: [{name: '1-${n}', axes: {n: {kind: range, from: 1, to: 600, step: 1}}}]";

        assertThat(messages(apply(some, some.replace("1-", "2-"))))
                .containsExactly(
                        "f2.yaml, document 1, experiments[0]: All files together make more than 1,000 experiments.");
    }

    @Test
    void shouldRefuseToPruneWithoutAName() throws Exception {
        Got got = api.raw(
                "POST", "/api/plan", "{\"documents\":[],\"prune\":true}", Map.of("Content-Type", "application/json"));

        assertThat(messages(got)).containsExactly("Pruning needs the set's name: say set: in a file.");
    }

    @Test
    void shouldNameTheFieldsOfAWrongBody() throws Exception {
        Got got = api.raw(
                "POST",
                "/api/plan",
                "{\"documents\":[{\"source\":\"\",\"text\":5,\"x\":1}],\"purge\":true}",
                Map.of("Content-Type", "application/json"));

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.at("/errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "body.purge", "body.documents.0.x", "body.documents.0.source", "body.documents.0.text");
    }

    @Test
    void shouldTakeALongFile() throws Exception {
        String text =
                "experiments:\n" + "  # a comment that takes its place in the file\n".repeat(10_000) + "  - name: a\n";

        assertThat(apply(text).status()).isEqualTo(200);
    }

    @Test
    void shouldSayInTheHistoryWhatWasApplied() throws Exception {
        apply("set: ablations\nexperiments: [{name: a}]");

        assertThat(api.get("/api/history?kind=file_set_applied")
                        .at("/entries/0/sentence")
                        .asText())
                .isEqualTo("local applied the file set ablations, with 1 changes.");
    }
}
