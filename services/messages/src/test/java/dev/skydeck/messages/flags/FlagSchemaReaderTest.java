package dev.skydeck.messages.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.FlagType.Bounds;
import dev.skydeck.messages.model.FlagType.Shape;
import dev.skydeck.messages.model.FlagValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flags from JSON Schema, those of a real model as Pydantic printed it among them. */
class FlagSchemaReaderTest {
    private static final String WITH_PROPERTIES = "{\"properties\": {%s}}";

    @Test
    void shouldNameTheFieldsOfNestedModelsWithDotsInTheirOrder() throws Exception {
        List<FlagDefinition> flags = pydantic("train_tool.v2.json");

        assertThat(flags.stream().map(FlagDefinition::name))
                .containsSubsequence(
                        "run",
                        "seed",
                        "trainer",
                        "trainer.batch_size",
                        "trainer.losses",
                        "trainer.losses.ppo",
                        "trainer.losses.ppo.enabled",
                        "trainer.losses.ppo.clip_coef",
                        "eval",
                        "eval.enabled",
                        "required_path");
    }

    @ParameterizedTest
    @CsvSource({
        "run, str",
        "seed, int",
        "device, Literal",
        "precision, Literal",
        "workers, Literal | int",
        "tags, list",
        "env, dict",
        "extra, Any",
        "ratio, float",
        "trainer, Trainer",
        "trainer.losses.ppo.enabled, bool",
        "trainer.optimizer, Adam | Sgd",
        "trainer.optimizer.kind, Literal",
        "trainer.optimizer.betas, list"
    })
    void shouldReadTypesOfPydantic(String name, String type) throws Exception {
        assertThat(FlagWords.python(pydantic(name, "train_tool.v2.json").type()))
                .isEqualTo(type);
    }

    @Test
    void shouldTakeTheBoundsOfNumbers() throws Exception {
        assertThat(pydantic("trainer.batch_size", "train_tool.v2.json").type())
                .isEqualTo(new FlagType.Whole(new Bounds("1", null, null, null, "64")));
    }

    @Test
    void shouldLetNullableFlagsBeNull() throws Exception {
        FlagDefinition ratio = pydantic("ratio", "train_tool.v2.json");

        assertThat(ratio)
                .isEqualTo(new FlagDefinition(
                        "ratio",
                        new FlagType.Real(new Bounds("0", null, "1", null, null)),
                        true,
                        "null",
                        false,
                        null,
                        false));
    }

    @Test
    void shouldKeepTheTextOfDefaults() throws Exception {
        assertThat(pydantic("old_lr", "train_tool.v2.json").defaultValue()).isEqualTo("1e-05");
    }

    @Test
    void shouldTakeDefaultsFromTheModelAroundAFlag() throws Exception {
        assertThat(pydantic("trainer.losses.ppo.clip_coef", "train_tool.v2.json")
                        .defaultValue())
                .isEqualTo("0.1");
    }

    @Test
    void shouldSayWhatIsRequired() throws Exception {
        assertThat(pydantic("train_tool.v2.json").stream()
                        .filter(FlagDefinition::required)
                        .map(FlagDefinition::name))
                .containsExactly("required_path");
    }

    @Test
    void shouldKeepDescriptions() throws Exception {
        assertThat(pydantic("eval.clip_coef", "train_tool.v2.json").description())
                .isEqualTo("How far a step may go.");
    }

    @Test
    void shouldSayWhatIsDeprecated() throws Exception {
        assertThat(pydantic("train_tool.v2.json").stream()
                        .filter(FlagDefinition::deprecated)
                        .map(FlagDefinition::name))
                .containsExactly("old_lr");
    }

    @Test
    void shouldJoinTheChoicesOfATaggedUnion() throws Exception {
        assertThat(pydantic("trainer.optimizer.kind", "train_tool.v2.json").type())
                .isEqualTo(new FlagType.Choice(List.of(new FlagValue.Text("adam"), new FlagValue.Text("sgd"))));
    }

    @Test
    void shouldCutModelsThatHoldThemselves() throws Exception {
        List<FlagDefinition> flags = pydantic("train_tool.v2.json");

        assertThat(flags.stream().map(FlagDefinition::name).filter(name -> name.startsWith("tree")))
                .containsExactly("tree", "tree.name", "tree.child", "tree.child.name", "tree.child.child");
    }

    @Test
    void shouldRefuseASchemaOfTheFirstPydantic() {
        assertThatThrownBy(() -> pydantic("train_tool.v1.json"))
                .isInstanceOf(SchemaProblem.class)
                .hasMessage(
                        "This is a schema of Pydantic 1. Print it with Pydantic 2, by the model's model_json_schema().");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"lr\": 3 | #/properties/lr",
                "\"lr\": {\"type\": \"numbr\"} | #/properties/lr/type",
                "\"lr\": {\"type\": \"number\", \"minimum\": \"a\"} | #/properties/lr/minimum",
                "\"lr\": {\"type\": \"number\", \"minimum\": 1e999999999} | #/properties/lr/minimum",
                "\"a/b~\": {\"$ref\": \"#/x\"}, \"lr\": {\"$ref\": \"#/$defs/No\"} | #/properties/lr/$ref",
                "\"lr\": {\"$ref\": \"https://example.com/s\"} | #/properties/lr/$ref",
                "\"lr\": {\"$ref\": \"#/properties/lr\"} | #/properties/lr/$ref",
                "\"lr\": {\"anyOf\": [{\"type\": \"integer\"}, 5]} | #/properties/lr/anyOf/1"
            })
    void shouldSayWhereASchemaIsWrong(String properties, String pointer) {
        assertThatThrownBy(() -> read(WITH_PROPERTIES.formatted(properties)))
                .isInstanceOfSatisfying(
                        SchemaProblem.class,
                        problem -> assertThat(problem.pointer()).isEqualTo(pointer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]", "nothing", "{\"type\": \"integer\"}", "{} {}", "{\"a\": 1, \"a\": 2}"})
    void shouldRefuseWhatIsNoModel(String schema) {
        assertThatThrownBy(() -> read(schema))
                .isInstanceOfSatisfying(
                        SchemaProblem.class,
                        problem -> assertThat(problem.pointer()).isEqualTo("#"));
    }

    @Test
    void shouldRefuseMoreFlagsThanAToolCanHave() {
        String many = IntStream.rangeClosed(0, FlagSchemaReader.MOST_FLAGS)
                .mapToObj(i -> "\"f" + i + "\": {}")
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> read(WITH_PROPERTIES.formatted(many)))
                .hasMessage("A tool has at most 20000 flags; this schema has more.");
    }

    @Test
    void shouldEndWithModelsThatMultiply() {
        // Given: each model holds the next twenty times over, which without an end makes 20^10 flags
        String models = IntStream.range(0, 10)
                .mapToObj(i -> "\"M" + i + "\": {\"properties\": {"
                        + IntStream.range(0, 20)
                                .mapToObj(j -> "\"p" + j + "\": {\"$ref\": \"#/$defs/M" + (i + 1) % 10 + "\"}")
                                .collect(Collectors.joining(","))
                        + "}}")
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> read("{\"$ref\": \"#/$defs/M0\", \"$defs\": {" + models + "}}"))
                .isInstanceOf(SchemaProblem.class);
    }

    @Test
    void shouldLeaveOutNamesThatNoFlagCanHave() {
        FlagSchemaReader.Read read = read(WITH_PROPERTIES.formatted("\"a b\": {}, \"lr\": {}"));

        assertThat(read.leftOut()).containsExactly("a b");
    }

    @Test
    void shouldFollowWhatOlderVersionsOfPydanticWrite() {
        FlagSchemaReader.Read read = read("{\"properties\": {\"ppo\": {\"allOf\": [{\"$ref\": \"#/$defs/PPO\"}],"
                + " \"default\": {\"on\": true}}}, \"$defs\": {\"PPO\": {\"title\": \"PPO\", \"type\": \"object\","
                + " \"properties\": {\"on\": {\"type\": \"boolean\", \"default\": false}}}}}");

        assertThat(read.flags())
                .containsExactly(
                        new FlagDefinition(
                                "ppo",
                                new FlagType.Json(Shape.MAP, "PPO"),
                                false,
                                "{\"on\": true}",
                                false,
                                null,
                                false),
                        new FlagDefinition("ppo.on", new FlagType.Bool(), false, "true", false, null, false));
    }

    private static FlagSchemaReader.Read read(String schema) {
        return FlagSchemaReader.read(schema.getBytes(StandardCharsets.UTF_8));
    }

    private static FlagDefinition pydantic(String name, String resource) throws IOException {
        return pydantic(resource).stream()
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<FlagDefinition> pydantic(String resource) throws IOException {
        try (InputStream in = FlagSchemaReaderTest.class.getResourceAsStream(resource)) {
            return FlagSchemaReader.read(in.readAllBytes()).flags();
        }
    }
}
