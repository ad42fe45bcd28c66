package dev.skydeck.messages.flags;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.FlagType.Bounds;
import dev.skydeck.messages.model.FlagType.Shape;
import dev.skydeck.messages.model.FlagValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a flag takes a value, and how that value goes to the command line. */
public final class FlagCheck {
    private static final JsonFactory JSON = new JsonFactory();

    private FlagCheck() {}

    /**
     * The value as the tool reads it: {@code 10M} is {@code 10000000} for a number, {@code "true"} is true for a boolean, and a
     * number that JSON has a word for stays as it was written. Empty when the flag does not take it; {@link FlagWords#rule} says
     * what it takes.
     */
    public static Optional<FlagValue> accepted(FlagDefinition flag, FlagValue value) {
        if (flag.nullable() && value instanceof FlagValue.Text text && isNull(text.value())) {
            return Optional.of(value);
        }
        return accepted(flag.type(), value);
    }

    private static boolean isNull(String text) {
        return text.equals("null") || text.equals("None");
    }

    private static Optional<FlagValue> accepted(FlagType type, FlagValue value) {
        if (type instanceof FlagType.Text) {
            return Optional.of(value);
        }
        if (type instanceof FlagType.Whole whole) {
            return Numerals.number(value)
                    .filter(number -> number.isWhole() && isWithin(whole.bounds(), number.exact()))
                    .map(Numerals.Numeral::whole);
        }
        if (type instanceof FlagType.Real real) {
            return Numerals.number(value)
                    .filter(number -> isWithin(real.bounds(), number.exact()))
                    .map(Numerals.Numeral::value);
        }
        if (type instanceof FlagType.Bool) {
            return bool(value);
        }
        if (type instanceof FlagType.Choice choice) {
            return choice.allowed().stream().anyMatch(allowed -> isSame(allowed, value))
                    ? Optional.of(value)
                    : Optional.empty();
        }
        if (type instanceof FlagType.OneOf several) {
            return several(several.types(), value);
        }
        return holds(((FlagType.Json) type).shape(), value) ? Optional.of(value) : Optional.empty();
    }

    /** A text would take everything, so it is asked last. */
    private static Optional<FlagValue> several(List<FlagType> types, FlagValue value) {
        Optional<FlagValue> exact = types.stream()
                .filter(type -> !(type instanceof FlagType.Text))
                .flatMap(type -> accepted(type, value).stream())
                .findFirst();
        return exact.isPresent() || types.stream().noneMatch(FlagType.Text.class::isInstance)
                ? exact
                : Optional.of(value);
    }

    private static Optional<FlagValue> bool(FlagValue value) {
        return switch (value.commandText()) {
            case "true", "True" -> Optional.of(new FlagValue.Bool(true));
            case "false", "False" -> Optional.of(new FlagValue.Bool(false));
            default -> Optional.empty();
        };
    }

    /** As the command line shows them; numbers by what they are worth. */
    private static boolean isSame(FlagValue allowed, FlagValue value) {
        return allowed.commandText().equals(value.commandText())
                || (!(allowed instanceof FlagValue.Text)
                        && Numerals.number(allowed)
                                .flatMap(one -> Numerals.number(value)
                                        .map(other -> one.exact().compareTo(other.exact()) == 0))
                                .orElse(false));
    }

    private static boolean isWithin(Bounds bounds, BigDecimal number) {
        return (bounds.atLeast() == null || number.compareTo(new BigDecimal(bounds.atLeast())) >= 0)
                && (bounds.above() == null || number.compareTo(new BigDecimal(bounds.above())) > 0)
                && (bounds.atMost() == null || number.compareTo(new BigDecimal(bounds.atMost())) <= 0)
                && (bounds.below() == null || number.compareTo(new BigDecimal(bounds.below())) < 0)
                && isMultiple(bounds.multipleOf(), number);
    }

    private static boolean isMultiple(@Nullable String unit, BigDecimal number) {
        if (unit == null) {
            return true;
        }
        BigDecimal step = new BigDecimal(unit);
        return step.signum() == 0 || number.remainder(step).signum() == 0;
    }

    private static boolean holds(Shape shape, FlagValue value) {
        if (shape == Shape.ANY) {
            return true;
        }
        JsonToken begin = shape == Shape.LIST ? JsonToken.START_ARRAY : JsonToken.START_OBJECT;
        try (JsonParser in = JSON.createParser(value.commandText())) {
            if (in.nextToken() != begin) {
                return false;
            }
            in.skipChildren();
            return in.currentToken() != null && in.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
