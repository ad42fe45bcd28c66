package dev.skydeck.messages.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.Axis.Draw;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class AxisRulesTest {
    private static Axis.Values values(String flag, int count) {
        return new Axis.Values(
                flag,
                IntStream.range(0, count)
                        .<FlagValue>mapToObj(i -> new FlagValue.Int("" + i))
                        .toList());
    }

    static Axis.Range range(String flag, String from, String to, String step) {
        return new Axis.Range(flag, new BigDecimal(from), new BigDecimal(to), new BigDecimal(step));
    }

    private static Axis.LogRange log(String from, String to, long count) {
        return new Axis.LogRange("lr", new BigDecimal(from), new BigDecimal(to), count);
    }

    private static List<String> problems(Axis... axes) {
        return AxisRules.problems(List.of(axes)).stream()
                .map(problem -> problem.field() + ": " + problem.message())
                .toList();
    }

    @Test
    void shouldTakeAThousandCombinations() {
        assertThat(problems(values("a", 10), values("b", 100))).isEmpty();
    }

    @Test
    void shouldRefuseAMillionCombinations() {
        assertThat(problems(values("a", 1_000), values("b", 1_000)))
                .containsExactly("axes: These axes make 1,000,000 combinations; there are at most 1,000.");
    }

    @Test
    void shouldRefuseMoreCombinationsThanALongHoldsAtOnce() {
        Axis[] axes = IntStream.range(0, 20)
                .mapToObj(i -> range("f" + i, "1", "1000", "1"))
                .toArray(Axis[]::new);

        List<String> found = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> problems(axes));

        assertThat(found)
                .containsExactly("axes: These axes make more than 10^18 combinations; there are at most 1,000.");
    }

    @Test
    void shouldRefuseCombinationsWhoseNumberWrapsAroundToNone() {
        Axis[] axes = IntStream.range(0, 8).mapToObj(i -> values("f" + i, 256)).toArray(Axis[]::new);

        assertThat(problems(axes)).hasSize(1);
    }

    @Test
    void shouldRefuseAnEndlessRangeAtOnce() {
        List<String> found = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> problems(range("lr", "-1e300", "1e300", "1e-300")));

        assertThat(found).containsExactly("axes.0: This axis has more than 10^18 values; there are at most 1,000.");
    }

    @Test
    void shouldRefuseNumbersThatTakeForEver() {
        assertThat(problems(range("lr", "1e-999999999", "1e999999999", "1")))
                .containsExactly(
                        "axes.0.from: A number of at most 100 digits, between 1e-300 and 1e300.",
                        "axes.0.to: A number of at most 100 digits, between 1e-300 and 1e300.");
    }

    @Test
    void shouldRefuseAnEmptyAxis() {
        assertThat(problems(values("a", 2), values("b", 0)))
                .containsExactly("axes.1.values: An axis has at least one value.");
    }

    @Test
    void shouldRefuseAStepOfNothing() {
        assertThat(problems(range("lr", "1", "5", "0.0"))).containsExactly("axes.0.step: The step must not be 0.");
    }

    @Test
    void shouldRefuseAStepThatLeadsAway() {
        assertThat(problems(range("lr", "5", "1", "1")))
                .containsExactly("axes.0.step: The step must be less than 0 to come from 5 to 1.");
    }

    @Test
    void shouldRefuseAFlagInTwoAxes() {
        assertThat(problems(values("a", 2), new Axis.Zip(List.of(values("b", 2), values("a", 2)))))
                .containsExactly("axes.1.axes.1.flag: The flag a is in another axis already.");
    }

    @Test
    void shouldRefuseAxesOfDifferentLengthsTogether() {
        assertThat(problems(new Axis.Zip(List.of(values("a", 2), values("b", 3)))))
                .containsExactly("axes.0.axes: Axes that go together have equally many values; these have 2, 3.");
    }

    @Test
    void shouldRefuseOneAxisTogetherWithNone() {
        assertThat(problems(new Axis.Zip(List.of(values("a", 2)))))
                .containsExactly("axes.0.axes: At least two axes go together.");
    }

    @Test
    void shouldRefuseAxesTogetherInside() {
        Axis inner = new Axis.Zip(List.of(values("b", 2), values("c", 2)));

        assertThat(problems(new Axis.Zip(List.of(values("a", 2), inner))))
                .containsExactly("axes.0.axes.1: Axes that go together cannot hold others that do.");
    }

    @Test
    void shouldRefuseRatiosOfNothing() {
        assertThat(problems(log("0", "1", 3))).containsExactly("axes.0.from: More than 0: ratios need it.");
    }

    @Test
    void shouldRefuseMoreWholeNumbersThanThereAre() {
        assertThat(problems(log("1", "5", 9)))
                .containsExactly("axes.0.count: So many numbers between the two do not all differ; ask for fewer.");
    }

    @Test
    void shouldRefuseALogRangeWithoutItsEnds() {
        assertThat(problems(log("1", "5", 1)))
                .containsExactly("axes.0.count: At least 2: both ends are among the numbers.");
    }

    @Test
    void shouldRefuseToDrawFromNothing() {
        assertThat(problems(new Axis.Random("a", new Draw.Choice(List.of()), 3, 1)))
                .containsExactly("axes.0.values: There is at least one value to choose from.");
    }

    @Test
    void shouldRefuseToDrawDownwards() {
        Draw draw = new Draw.Uniform(new BigDecimal("2"), new BigDecimal("1"));

        assertThat(problems(new Axis.Random("a", draw, 3, 1)))
                .containsExactly("axes.0.to: Not less than from, which is 2.");
    }

    @Test
    void shouldRefuseTooManyDraws() {
        Draw draw = new Draw.Uniform(new BigDecimal("1"), new BigDecimal("2"));

        assertThat(problems(new Axis.Random("a", draw, Long.MAX_VALUE, 1)))
                .containsExactly("axes.0: This axis has 9,223,372,036,854,775,807 values; there are at most 1,000.");
    }

    @Test
    void shouldRefuseMoreAxesThanAnybodyNeeds() {
        List<Problem> problems = AxisRules.problems(Collections.nCopies(33, values("a", 1)));

        assertThat(problems).extracting(Problem::message).containsExactly("There are at most 32 axes.");
    }
}
