package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.DesiredState;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnRuleTest {
    private static boolean isSound(ColumnRule rule, @Nullable Object value) {
        return rule.sound().test(new SqlRow(Map.of("c", 0), new @Nullable Object[] {value}));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                  | true
            {"a":1e-4,"b":"x"}  | true
            {"a":{"b":1}}       | false
            {"a":null}          | false
            {"a":NaN}           | false
            []                  | false
            null                | false
            no JSON             | false
            """)
    void shouldTakeForFlagsWhatIsReadAsFlags(String text, boolean sound) {
        assertThat(isSound(ColumnRule.flags("c"), text)).isEqualTo(sound);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []          | true
            ["a","b"]   | true
            ["a",null]  | false
            {"a":"b"}   | false
            null        | false
            "a"         | false
            """)
    void shouldTakeForTextsWhatIsReadAsTexts(String text, boolean sound) {
        assertThat(isSound(ColumnRule.texts("c"), text)).isEqualTo(sound);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, true", "running, false", "PAUSED, false", "'', false"})
    void shouldTakeForAWordWhatTheEnumHas(String text, boolean sound) {
        assertThat(isSound(ColumnRule.word("c", DesiredState.class, DesiredState.STOPPED), text))
                .isEqualTo(sound);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-2147483648, true", "2147483648, false", "9223372036854775807, false"})
    void shouldTakeForAnIntegerWhatFits(long number, boolean sound) {
        assertThat(isSound(ColumnRule.integer("c", 1), number)).isEqualTo(sound);
    }
}
