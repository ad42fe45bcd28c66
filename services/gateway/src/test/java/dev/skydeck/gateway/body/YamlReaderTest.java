package dev.skydeck.gateway.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private static @Nullable JsonValue scalar(String text) {
        return ((JsonValue.Obj) YamlReader.read("a: " + text).get(0)).members().get("a");
    }

    private static void shouldRefuse(String yaml, String sentence) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> YamlReader.read(yaml))
                        .isInstanceOf(YamlProblem.class)
                        .hasMessageContaining(sentence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-4", "1.0", "-0", "9007199254740993", "3E+5"})
    void shouldKeepTheTextOfNumbers(String text) {
        assertThat(scalar(text)).isEqualTo(new JsonValue.Num(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "0x1F", "1_000", "007", ".5", ".inf", "2026-11-22", "1:30"})
    void shouldTakeWhatIsNoJsonNumberAsText(String text) {
        assertThat(scalar(text)).isEqualTo(new JsonValue.Text(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'1e-4'", "\"1e-4\""})
    void shouldTakeQuotedNumbersAsText(String text) {
        assertThat(scalar(text)).isEqualTo(new JsonValue.Text("1e-4"));
    }

    @Test
    void shouldReadSeveralDocumentsAndLeaveEmptyOnesOut() {
        assertThat(YamlReader.read("---\na: 1\n---\n---\n[true, null]\n"))
                .containsExactly(
                        new JsonValue.Obj(Map.of("a", new JsonValue.Num("1"))),
                        new JsonValue.Arr(List.of(new JsonValue.Bool(true), new JsonValue.Null())));
    }

    @Test
    void shouldReadAliases() {
        assertThat(YamlReader.read("a: &x {b: 1}\nc: *x\n").get(0))
                .isEqualTo(new JsonValue.Obj(Map.of(
                        "a",
                        new JsonValue.Obj(Map.of("b", new JsonValue.Num("1"))),
                        "c",
                        new JsonValue.Obj(Map.of("b", new JsonValue.Num("1"))))));
    }

    @Test
    void shouldRefuseDoubledKeys() {
        shouldRefuse("a: 1\nb: 2\na: 3\n", "line 3: the key a is there already");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: !!javax.script.ScriptEngineManager [x]",
                "a: !!str 5",
                "a: ! 5",
                "!!map {a: 1}",
                "!!str a: 1",
                "a: !!binary aGk="
            })
    void shouldRefuseTags(String yaml) {
        shouldRefuse(yaml, "are not allowed");
    }

    @Test
    void shouldRefuseABombOfAliases() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 6; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(9) + "]\n");
        }

        shouldRefuse(bomb.toString(), "at most 20,000 values");
    }

    @Test
    void shouldRefuseMoreThanFiftyAliases() {
        shouldRefuse("a: &a x\nb: [" + "*a,".repeat(51) + "]", "at most 50 aliases");
    }

    @Test
    void shouldRefuseWhatIsAPartOfItself() {
        shouldRefuse("a: &a [*a]", "line 1: *a is a part of itself");
    }

    @Test
    void shouldRefuseAnAliasOfNothing() {
        shouldRefuse("a: *b", "*b names no anchor before it");
    }

    @Test
    void shouldRefuseDeepNesting() {
        shouldRefuse("a: " + "[".repeat(200_000), "nested at most 32 deep");
    }

    @Test
    void shouldRefuseNestingThatAliasesHide() {
        String deep = "[".repeat(20) + "]".repeat(20);

        shouldRefuse("a: &a " + deep + "\nb: " + "[".repeat(20) + "*a" + "]".repeat(20), "nested at most 32 deep");
    }

    @Test
    void shouldRefuseTooManyCharacters() {
        shouldRefuse("a: " + "x".repeat(1 << 20), "1,048,576 characters");
    }

    @Test
    void shouldRefuseTooManyDocuments() {
        shouldRefuse("--- 1\n".repeat(101), "at most 100 documents");
    }

    @Test
    void shouldRefuseKeysThatAreNoTexts() {
        shouldRefuse("? [a, b]\n: 1\n", "a key is a plain text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [1", "a: b: c", "a:\n\t- b", "\u0001"})
    void shouldSayWhatIsNoYaml(String yaml) {
        shouldRefuse(yaml, "this is no YAML");
    }
}
