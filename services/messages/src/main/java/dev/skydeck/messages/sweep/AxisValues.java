package dev.skydeck.messages.sweep;

import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.Axis.Draw;
import dev.skydeck.messages.model.FlagValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** The values of one axis of a single flag, in their order. Ask only for axes that the rules let pass: others may be endless. */
final class AxisValues {
    private static final int LEAST_DIGITS = 3;
    private static final int MOST_DIGITS = 15;
    /** A drawn number has this many digits more than its range is wide, or this many in all. */
    private static final int DRAWN_DIGITS = 4;

    /** What a double is worth; its own text is not the same in every Java. */
    private static final MathContext DOUBLE = new MathContext(17, RoundingMode.HALF_EVEN);

    private AxisValues() {}

    /** How many there are, without making them. */
    static BigInteger count(Axis axis) {
        if (axis instanceof Axis.Values list) {
            return BigInteger.valueOf(list.values().size());
        }
        if (axis instanceof Axis.Range range) {
            return range.to()
                    .subtract(range.from())
                    .divideToIntegralValue(range.step())
                    .toBigInteger()
                    .add(BigInteger.ONE);
        }
        if (axis instanceof Axis.LogRange range) {
            return BigInteger.valueOf(range.count());
        }
        if (axis instanceof Axis.Random random) {
            return BigInteger.valueOf(random.count());
        }
        return count(((Axis.Zip) axis).axes().get(0));
    }

    static List<FlagValue> of(Axis axis) {
        if (axis instanceof Axis.Values list) {
            return list.values();
        }
        if (axis instanceof Axis.Range range) {
            return LongStream.range(0, count(range).longValueExact())
                    .mapToObj(i -> Numbers.value(range.from().add(range.step().multiply(BigDecimal.valueOf(i)))))
                    .toList();
        }
        if (axis instanceof Axis.LogRange range) {
            return ratios(range).stream().map(Numbers::value).toList();
        }
        if (axis instanceof Axis.Random random) {
            return drawn(random);
        }
        throw new IllegalArgumentException("several flags together have no single values");
    }

    /** Whether its numbers differ however few digits they are rounded to. */
    static boolean isDistinct(Axis.LogRange range) {
        return new HashSet<>(ratios(range)).size() == range.count();
    }

    private static List<BigDecimal> ratios(Axis.LogRange range) {
        List<BigDecimal> between = LongStream.range(1, range.count() - 1)
                .mapToObj(i -> between(range.from(), range.to(), i / (range.count() - 1.0)))
                .toList();
        if (Numbers.isWhole(range.from()) && Numbers.isWhole(range.to())) {
            return withEnds(range, between, number -> number.setScale(0, RoundingMode.HALF_EVEN));
        }
        List<BigDecimal> numbers = List.of();
        for (int digits = LEAST_DIGITS; digits <= MOST_DIGITS; digits++) {
            MathContext rounding = new MathContext(digits, RoundingMode.HALF_EVEN);
            numbers = withEnds(range, between, number -> number.round(rounding).stripTrailingZeros());
            if (new HashSet<>(numbers).size() == numbers.size()) {
                break;
            }
        }
        return numbers;
    }

    private static List<BigDecimal> withEnds(
            Axis.LogRange range, List<BigDecimal> between, UnaryOperator<BigDecimal> rounding) {
        List<BigDecimal> numbers = new ArrayList<>();
        numbers.add(range.from());
        between.forEach(number -> numbers.add(rounding.apply(number)));
        numbers.add(range.to());
        return numbers;
    }

    /** @param part 0 is the first, 1 the second, equal parts are equal ratios */
    private static BigDecimal between(BigDecimal from, BigDecimal to, double part) {
        // StrictMath gives the same bits everywhere, Math need not.
        double first = StrictMath.log(from.doubleValue());
        double last = StrictMath.log(to.doubleValue());
        return new BigDecimal(StrictMath.exp(first + part * (last - first)), DOUBLE);
    }

    private static List<FlagValue> drawn(Axis.Random random) {
        Draws draws = new Draws(random.seed(), random.flag());
        List<FlagValue> values = new ArrayList<>();
        for (long i = 0; i < random.count(); i++) {
            values.add(drawn(random.draw(), draws.next()));
        }
        return values;
    }

    /** @param part from 0, less than 1 */
    private static FlagValue drawn(Draw draw, BigDecimal part) {
        if (draw instanceof Draw.Choice choice) {
            int position =
                    part.multiply(BigDecimal.valueOf(choice.values().size())).intValue();
            return choice.values().get(position);
        }
        if (draw instanceof Draw.Uniform uniform) {
            return Numbers.value(drawn(uniform, part));
        }
        Draw.LogUniform log = (Draw.LogUniform) draw;
        BigDecimal number = between(log.from(), log.to(), part.doubleValue())
                .round(new MathContext(DRAWN_DIGITS, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        return Numbers.value(number.max(log.from()).min(log.to()));
    }

    private static BigDecimal drawn(Draw.Uniform uniform, BigDecimal part) {
        BigDecimal width = uniform.to().subtract(uniform.from());
        if (Numbers.isWhole(uniform.from()) && Numbers.isWhole(uniform.to())) {
            return uniform.from().add(width.add(BigDecimal.ONE).multiply(part).setScale(0, RoundingMode.FLOOR));
        }
        int magnitude = width.precision() - width.scale() - 1;
        BigDecimal number = uniform.from()
                .add(width.multiply(part))
                .setScale(DRAWN_DIGITS - magnitude, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return number.max(uniform.from()).min(uniform.to());
    }
}
