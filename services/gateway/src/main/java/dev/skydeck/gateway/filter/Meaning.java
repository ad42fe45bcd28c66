package dev.skydeck.gateway.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a name, an operator and values mean. */
final class Meaning {
    private final String name;
    private final Operator operator;
    private final List<Value> values;
    private final int nameAt;
    private final int valuesAt;

    private Meaning(String name, Operator operator, List<Value> values, int nameAt, int valuesAt) {
        this.name = name;
        this.operator = operator;
        this.values = values;
        this.nameAt = nameAt;
        this.valuesAt = valuesAt;
    }

    /**
     * The criterion; {@code !=} comes out as {@code =}, for the caller to negate.
     *
     * @throws FilterProblem if the name is unknown, or the operator or a value is not of its kind
     */
    static Criterion of(String name, Operator operator, List<Value> values, int nameAt, int valuesAt) {
        return new Meaning(name, operator, values, nameAt, valuesAt).criterion();
    }

    private Criterion criterion() {
        if (operator.isComparison() && values.size() > 1) {
            throw wrong("One value stands after " + operator.sign() + "; several are possible after : and = only.");
        }
        return first(
                Properties.text(name).map(this::ofText),
                Properties.choice(name).map(this::ofChoice),
                Properties.number(name).map(this::ofNumber),
                Properties.time(name).map(this::ofTime),
                name.equalsIgnoreCase(Criterion.Has.WORD) ? Optional.of(has()) : Optional.empty(),
                Properties.flag(name).map(this::ofFlag));
    }

    @SafeVarargs
    private Criterion first(Optional<? extends Criterion>... candidates) {
        for (Optional<? extends Criterion> candidate : candidates) {
            if (candidate.isPresent()) {
                return candidate.get();
            }
        }
        throw new FilterProblem(
                nameAt,
                "There is no field " + name + ". Fields are " + String.join(", ", Properties.names())
                        + "; a flag without a dot in its name is written flags." + name
                        + ", and a text with such a sign in quotes.");
    }

    private Criterion ofText(TextField field) {
        mustNotCompare();
        return new Criterion.OfText(field, operator.isExact(), values);
    }

    private Criterion ofChoice(ChoiceField field) {
        mustNotCompare();
        List<String> words = each(
                value -> Optional.of(value.text().toLowerCase(Locale.ROOT)).filter(field.allowed()::contains),
                "is one of " + String.join(", ", field.allowed()));
        return new Criterion.OfChoice(field, words);
    }

    private Criterion ofNumber(NumberField field) {
        return new Criterion.OfNumber(field, operator.order(), numbers());
    }

    private Criterion ofTime(TimeField field) {
        List<TimeText> times = each(
                value -> TimeText.of(value.text()),
                "is a day such as 2026-03-31 or a moment such as 2026-03-31T14:00:00 (UTC) or 2026-03-31T14:00:00+02:00");
        return new Criterion.OfTime(field, operator.order(), times);
    }

    private Criterion ofFlag(String flag) {
        return new Criterion.OfFlag(
                flag,
                operator.isComparison()
                        ? new FlagMatch.Compared(operator.order(), numbers().get(0))
                        : new FlagMatch.OneOf(operator.isExact(), values));
    }

    private Criterion has() {
        mustNotCompare();
        return new Criterion.Has(each(
                value -> Optional.of(value.text()).filter(Properties::canBePresent),
                "is a field or a flag; a flag without a dot in its name is written flags.NAME"));
    }

    private List<NumberText> numbers() {
        return each(value -> NumberText.of(value.text()), "is a number such as 7, 1e-4 or 1.5M");
    }

    private void mustNotCompare() {
        if (operator.isComparison()) {
            throw new FilterProblem(
                    valuesAt - operator.sign().length(),
                    name + " has no order: after it stands :, = or !=, not " + operator.sign() + ".");
        }
    }

    private <T> List<T> each(Function<Value, Optional<T>> reading, String allowed) {
        List<T> read = new ArrayList<>();
        for (Value value : values) {
            read.add(reading.apply(value)
                    .orElseThrow(() -> wrong("The value of " + name + " " + allowed + ", not " + value.text() + ".")));
        }
        return read;
    }

    private FilterProblem wrong(String sentence) {
        return new FilterProblem(valuesAt, sentence);
    }
}
