package dev.skydeck.messages.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ".", "..", "a/b", "a\nb", "a\u0000", "a\u2028b", "\ud800"})
    void shouldSayWhatIsWrong(String name) {
        assertThat(ExperimentName.problem(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "dv.lr.1e-4", "абляция β₂=0.999", "名前", "😀", " a ", "it's"})
    void shouldTakeNamesOfAnyScript(String name) {
        assertThat(ExperimentName.problem(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 1_000_000})
    void shouldRefuseMoreThan128Characters(int length) {
        assertThat(ExperimentName.problem("n".repeat(length))).isPresent();
        assertThat(ExperimentName.problem("😀".repeat(128))).isEmpty();
    }
}
