package dev.skydeck.gateway.filter;

import dev.skydeck.messages.model.FlagValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a flag's value must be. */
sealed interface FlagMatch {
    boolean matches(FlagValue value);

    String print();

    /**
     * One of these values: an unquoted number means that number however it is written, {@code true} and {@code false} the
     * boolean, and anything also the same text; a quoted value means text only.
     */
    record OneOf(boolean exact, List<Value> values) implements FlagMatch {
        public OneOf {
            values = List.copyOf(values);
        }

        @Override
        public boolean matches(FlagValue there) {
            return values.stream().anyMatch(wanted -> matches(wanted, there));
        }

        private boolean matches(Value wanted, FlagValue there) {
            if (there instanceof FlagValue.Text text) {
                return exact ? text.value().equals(wanted.text()) : wanted.isLike(text.value());
            }
            if (wanted.quoted()) {
                return false;
            }
            if (there instanceof FlagValue.Bool bool) {
                return wanted.isWord(Boolean.toString(bool.value()));
            }
            return NumberText.plain(wanted.text())
                    .map(number -> number.number().compareTo(number(there).orElseThrow()) == 0)
                    .orElse(false);
        }

        @Override
        public String print() {
            return (exact ? "=" : ":") + Value.print(values);
        }
    }

    /** Numbers on one side of another; texts and booleans are on neither. */
    record Compared(Order order, NumberText bound) implements FlagMatch {
        @Override
        public boolean matches(FlagValue there) {
            return number(there)
                    .filter(number -> order.holds(number.compareTo(bound.number())))
                    .isPresent();
        }

        @Override
        public String print() {
            return order.sign() + bound.literal();
        }
    }

    /** The exact number; empty for texts and booleans. */
    static Optional<BigDecimal> number(FlagValue value) {
        if (value instanceof FlagValue.Int whole) {
            return Optional.of(new BigDecimal(whole.literal()));
        }
        return value instanceof FlagValue.Dec broken ? Optional.of(new BigDecimal(broken.literal())) : Optional.empty();
    }
}
