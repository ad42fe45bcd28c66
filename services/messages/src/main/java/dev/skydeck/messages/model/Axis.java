package dev.skydeck.messages.model;

import java.math.BigDecimal;
import java.util.List;

/**
 * One direction of a sweep: the values that a flag, or several together, take one after the other. What axes may be is
 * checked by {@code AxisRules}; an axis by itself may say nonsense.
 */
public sealed interface Axis {

    /** The flags it sets, in the order it names them. */
    List<String> flags();

    /** Values as they are written. */
    record Values(String flag, List<FlagValue> values) implements Axis {
        public Values {
            values = List.copyOf(values);
        }

        @Override
        public List<String> flags() {
            return List.of(flag);
        }
    }

    /**
     * Numbers at equal distances, exact.
     *
     * @param to the last number, if the steps meet it; none beyond it
     * @param step not 0; negative to go down
     */
    record Range(String flag, BigDecimal from, BigDecimal to, BigDecimal step) implements Axis {
        @Override
        public List<String> flags() {
            return List.of(flag);
        }
    }

    /**
     * Numbers at equal ratios. Both ends are exact, what lies between has as few digits as tell the numbers apart, at least 3;
     * whole numbers between whole ends.
     *
     * @param from more than 0
     * @param to more than 0
     * @param count of numbers, both ends among them
     */
    record LogRange(String flag, BigDecimal from, BigDecimal to, long count) implements Axis {
        @Override
        public List<String> flags() {
            return List.of(flag);
        }
    }

    /**
     * Values drawn at random: the same seed draws the same values for a flag of that name, always and everywhere.
     *
     * @param count of draws
     */
    record Random(String flag, Draw draw, long count, long seed) implements Axis {
        @Override
        public List<String> flags() {
            return List.of(flag);
        }
    }

    /** Axes of equal length that go forward together. */
    record Zip(List<Axis> axes) implements Axis {
        public Zip {
            axes = List.copyOf(axes);
        }

        @Override
        public List<String> flags() {
            return axes.stream().flatMap(axis -> axis.flags().stream()).toList();
        }
    }

    /** Where a random value comes from. */
    sealed interface Draw {
        /** Any number between the two; whole ones, both ends among them, between whole ends. */
        record Uniform(BigDecimal from, BigDecimal to) implements Draw {}

        /** Any number between the two, each factor as likely as any other. */
        record LogUniform(BigDecimal from, BigDecimal to) implements Draw {}

        /** One of these. */
        record Choice(List<FlagValue> values) implements Draw {
            public Choice {
                values = List.copyOf(values);
            }
        }
    }
}
