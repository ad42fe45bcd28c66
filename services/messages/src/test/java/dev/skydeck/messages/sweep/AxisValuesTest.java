package dev.skydeck.messages.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.Axis.Draw;
import dev.skydeck.messages.model.FlagValue;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxisValuesTest {
    private static List<String> texts(Axis axis) {
        return AxisValues.of(axis).stream().map(FlagValue::commandText).toList();
    }

    private static List<String> log(String from, String to, long count) {
        return texts(new Axis.LogRange("lr", new BigDecimal(from), new BigDecimal(to), count));
    }

    private static Axis random(String flag, Draw draw, long seed) {
        return new Axis.Random(flag, draw, 6, seed);
    }

    private static Draw uniform(String from, String to) {
        return new Draw.Uniform(new BigDecimal(from), new BigDecimal(to));
    }

    @Test
    void shouldKeepTheTextOfNumbersAsWritten() {
        Axis axis = new Axis.Values(
                "lr",
                List.of(new FlagValue.Dec("1e-4"), new FlagValue.Dec("1.0"), new FlagValue.Int("9007199254740993")));

        assertThat(texts(axis)).containsExactly("1e-4", "1.0", "9007199254740993");
    }

    @Test
    void shouldStepExactlyWhereDoublesDoNot() {
        assertThat(texts(AxisRulesTest.range("x", "0.1", "0.8", "0.1")))
                .containsExactly("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8");
    }

    @Test
    void shouldStepThroughWholeNumbersOfAnySize() {
        assertThat(AxisValues.of(AxisRulesTest.range("x", "9007199254740992", "9007199254740994", "1")))
                .containsExactly(
                        new FlagValue.Int("9007199254740992"),
                        new FlagValue.Int("9007199254740993"),
                        new FlagValue.Int("9007199254740994"));
    }

    @Test
    void shouldWriteSmallNumbersWithAnExponent() {
        assertThat(texts(AxisRulesTest.range("x", "1e-4", "3e-4", "1e-4"))).containsExactly("1e-4", "2e-4", "3e-4");
    }

    @Test
    void shouldStepDownAndNotBeyondTheEnd() {
        assertThat(texts(AxisRulesTest.range("x", "5", "0", "-2"))).containsExactly("5", "3", "1");
    }

    @Test
    void shouldMeetPowersOfTen() {
        assertThat(log("1e-5", "1e-1", 5)).containsExactly("1e-5", "1e-4", "0.001", "0.01", "0.1");
    }

    @Test
    void shouldRoundWhatLiesBetweenToThreeDigits() {
        assertThat(log("1e-4", "1e-3", 3)).containsExactly("1e-4", "3.16e-4", "0.001");
    }

    @Test
    void shouldTakeMoreDigitsWhereThreeDoNotTellNumbersApart() {
        assertThat(log("1.0", "1.01", 5)).containsExactly("1.0", "1.002", "1.005", "1.007", "1.01");
    }

    @Test
    void shouldStayWholeBetweenWholeEnds() {
        assertThat(log("16", "1024", 7)).containsExactly("16", "32", "64", "128", "256", "512", "1024");
    }

    @Test
    void shouldDrawTheSameForASeedForEver() {
        assertThat(texts(random("lr", uniform("0", "1.0"), 7)))
                .containsExactly("0.2695", "0.4899", "0.01", "0.6569", "0.6923", "0.8297");
    }

    @Test
    void shouldDrawWholeNumbersWithBothEnds() {
        Axis axis = new Axis.Random("seed", uniform("1", "3"), 200, 1);

        assertThat(texts(axis))
                .contains("1", "2", "3")
                .allMatch(text -> List.of("1", "2", "3").contains(text));
    }

    @Test
    void shouldDrawWithinItsEnds() {
        Axis axis =
                new Axis.Random("lr", new Draw.LogUniform(new BigDecimal("1e-5"), new BigDecimal("1e-2")), 1_000, 3);

        assertThat(AxisValues.of(axis))
                .extracting(value -> new BigDecimal(value.commandText()))
                .allMatch(number ->
                        number.compareTo(new BigDecimal("1e-5")) >= 0 && number.compareTo(new BigDecimal("1e-2")) <= 0);
    }

    @Test
    void shouldDrawOtherValuesForAnotherFlagOfThatSeed() {
        assertThat(texts(random("a", uniform("0", "1.0"), 7))).isNotEqualTo(texts(random("b", uniform("0", "1.0"), 7)));
    }

    @Test
    void shouldChooseAmongTheValuesAsWritten() {
        Draw choice = new Draw.Choice(List.of(new FlagValue.Dec("1e-4"), new FlagValue.Text("adam")));

        assertThat(texts(random("a", choice, 7))).contains("1e-4", "adam").doesNotContain("1.0E-4");
    }
}
