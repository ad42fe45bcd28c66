package dev.skydeck.messages.sweep;

import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.Axis.Draw;
import dev.skydeck.messages.model.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What axes may be. Combinations are counted by multiplication before any is made, so that a million of them, or more than a
 * {@code long} holds, are refused at once.
 */
public final class AxisRules {
    /** The most experiments of a sweep. */
    public static final int MOST_MEMBERS = 1_000;

    /** The most axes of a sweep, those that go together counted one by one. */
    public static final int MOST_AXES = 32;

    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> flags = new HashSet<>();

    private AxisRules() {}

    /**
     * Everything that is wrong, by fields such as {@code axes.2.step}. Empty: the axes make {@link #MOST_MEMBERS} combinations
     * at most.
     */
    public static List<Problem> problems(List<Axis> axes) {
        AxisRules rules = new AxisRules();
        rules.check(axes);
        return List.copyOf(rules.problems);
    }

    private void check(List<Axis> axes) {
        if (axes.stream().mapToInt(axis -> axis.flags().size()).sum() > MOST_AXES) {
            add("axes", "There are at most " + MOST_AXES + " axes.");
            return;
        }
        BigInteger product = BigInteger.ONE;
        for (int i = 0; i < axes.size(); i++) {
            product = product.multiply(count("axes." + i, axes.get(i)));
        }
        if (problems.isEmpty() && isTooMany(product)) {
            add(
                    "axes",
                    "These axes make " + written(product) + " combinations; there are at most "
                            + written(BigInteger.valueOf(MOST_MEMBERS)) + ".");
        }
    }

    /** Adds what is wrong with one of them; answers how many values it has, 1 when that cannot be said. */
    private BigInteger count(String field, Axis axis) {
        int before = problems.size();
        if (axis instanceof Axis.Zip zip) {
            return together(field, zip);
        }
        if (!flags.add(axis.flags().get(0))) {
            add(field + ".flag", "The flag " + axis.flags().get(0) + " is in another axis already.");
        }
        check(field, axis);
        if (problems.size() > before) {
            return BigInteger.ONE;
        }
        BigInteger count = AxisValues.count(axis);
        if (isTooMany(count)) {
            add(
                    field,
                    "This axis has " + written(count) + " values; there are at most "
                            + written(BigInteger.valueOf(MOST_MEMBERS)) + ".");
        } else if (axis instanceof Axis.LogRange range && !AxisValues.isDistinct(range)) {
            add(field + ".count", "So many numbers between the two do not all differ; ask for fewer.");
        }
        return count;
    }

    private BigInteger together(String field, Axis.Zip zip) {
        if (zip.axes().size() < 2) {
            add(field + ".axes", "At least two axes go together.");
            return BigInteger.ONE;
        }
        int before = problems.size();
        List<BigInteger> counts = new ArrayList<>();
        for (int i = 0; i < zip.axes().size(); i++) {
            String inner = field + ".axes." + i;
            if (zip.axes().get(i) instanceof Axis.Zip) {
                add(inner, "Axes that go together cannot hold others that do.");
            } else {
                counts.add(count(inner, zip.axes().get(i)));
            }
        }
        if (problems.size() == before && new HashSet<>(counts).size() > 1) {
            List<String> lengths =
                    counts.stream().map(count -> String.valueOf(count)).toList();
            add(
                    field + ".axes",
                    "Axes that go together have equally many values; these have " + String.join(", ", lengths) + ".");
        }
        return counts.isEmpty() ? BigInteger.ONE : counts.get(0);
    }

    private void check(String field, Axis axis) {
        if (axis instanceof Axis.Values list && list.values().isEmpty()) {
            add(field + ".values", "An axis has at least one value.");
        } else if (axis instanceof Axis.Range range) {
            check(field, range);
        } else if (axis instanceof Axis.LogRange range) {
            ends(field, range.from(), range.to(), true);
            if (range.count() < 2) {
                add(field + ".count", "At least 2: both ends are among the numbers.");
            }
        } else if (axis instanceof Axis.Random random) {
            check(field, random);
        }
    }

    private void check(String field, Axis.Range range) {
        boolean from = usable(field + ".from", range.from());
        boolean to = usable(field + ".to", range.to());
        boolean step = usable(field + ".step", range.step());
        if (!from || !to || !step) {
            return;
        }
        int way = range.to().compareTo(range.from());
        if (range.step().signum() == 0) {
            add(field + ".step", "The step must not be 0.");
        } else if (way != 0 && range.step().signum() != way) {
            add(
                    field + ".step",
                    "The step must be " + (way > 0 ? "more" : "less") + " than 0 to come from " + range.from() + " to "
                            + range.to() + ".");
        }
    }

    private void check(String field, Axis.Random random) {
        if (random.count() < 1) {
            add(field + ".count", "At least 1.");
        }
        if (random.draw() instanceof Draw.Choice choice && choice.values().isEmpty()) {
            add(field + ".values", "There is at least one value to choose from.");
        } else if (random.draw() instanceof Draw.Uniform uniform) {
            upwards(field, uniform.from(), uniform.to(), false);
        } else if (random.draw() instanceof Draw.LogUniform log) {
            upwards(field, log.from(), log.to(), true);
        }
    }

    private void upwards(String field, BigDecimal from, BigDecimal to, boolean positive) {
        if (ends(field, from, to, positive) && to.compareTo(from) < 0) {
            add(field + ".to", "Not less than from, which is " + from + ".");
        }
    }

    private boolean ends(String field, BigDecimal from, BigDecimal to, boolean positive) {
        boolean first = usable(field + ".from", from);
        boolean last = usable(field + ".to", to);
        if (!first || !last) {
            return false;
        }
        if (from.compareTo(to) == 0) {
            add(field + ".to", "Another number than from, which is " + from + ".");
            return false;
        }
        if (positive && from.signum() <= 0) {
            add(field + ".from", "More than 0: ratios need it.");
        }
        if (positive && to.signum() <= 0) {
            add(field + ".to", "More than 0: ratios need it.");
        }
        return !positive || (from.signum() > 0 && to.signum() > 0);
    }

    private boolean usable(String field, BigDecimal number) {
        if (Numbers.isUsable(number)) {
            return true;
        }
        add(field, "A number of at most 100 digits, between 1e-300 and 1e300.");
        return false;
    }

    private void add(String field, String sentence) {
        problems.add(new Problem(field, "value_error", sentence));
    }

    private static boolean isTooMany(BigInteger count) {
        return count.compareTo(BigInteger.valueOf(MOST_MEMBERS)) > 0;
    }

    /** Nobody reads a hundred digits. */
    private static String written(BigInteger count) {
        return count.bitLength() <= 63 ? String.format(Locale.ROOT, "%,d", count) : "more than 10^18";
    }
}
