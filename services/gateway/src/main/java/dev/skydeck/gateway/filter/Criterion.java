package dev.skydeck.gateway.filter;

import java.util.List;
import java.util.stream.Collectors;

/** What an experiment is asked. Of several values one is enough. */
sealed interface Criterion
        permits Criterion.Word,
                Criterion.OfText,
                Criterion.OfChoice,
                Criterion.OfNumber,
                Criterion.OfTime,
                Criterion.OfFlag,
                Criterion.Has {

    boolean matches(Candidate candidate);

    String print();

    /** A word on its own: in any of the texts that people tell experiments by. */
    record Word(String text) implements Criterion {
        @Override
        public boolean matches(Candidate candidate) {
            String wanted = Folded.of(text);
            return TextField.SEARCHED.stream()
                    .flatMap(field -> field.of(candidate).stream())
                    .anyMatch(there -> Folded.of(there).contains(wanted));
        }

        @Override
        public String print() {
            return Value.quote(text);
        }
    }

    /** @param exact whether case counts and {@code *} stands for itself */
    record OfText(TextField field, boolean exact, List<Value> values) implements Criterion {
        public OfText {
            values = List.copyOf(values);
        }

        @Override
        public boolean matches(Candidate candidate) {
            return values.stream().anyMatch(value -> matches(value, candidate));
        }

        private boolean matches(Value value, Candidate candidate) {
            if (field == TextField.OWNER && value.isWord("me")) {
                return candidate.me().equals(candidate.experiment().owner());
            }
            return field.of(candidate).stream().anyMatch(there -> matches(value, there));
        }

        private boolean matches(Value value, String there) {
            if (exact) {
                return there.equals(value.text());
            }
            return field.isProse() ? value.isIn(there) : value.isLike(there);
        }

        @Override
        public String print() {
            return field.word() + (exact ? "=" : ":") + Value.print(values);
        }
    }

    /** @param words of those that the field allows */
    record OfChoice(ChoiceField field, List<String> words) implements Criterion {
        public OfChoice {
            words = List.copyOf(words);
        }

        @Override
        public boolean matches(Candidate candidate) {
            return words.stream().anyMatch(word -> field.matches(candidate.experiment(), word));
        }

        @Override
        public String print() {
            return field.word() + ":" + String.join(",", words);
        }
    }

    record OfNumber(NumberField field, Order order, List<NumberText> numbers) implements Criterion {
        public OfNumber {
            numbers = List.copyOf(numbers);
        }

        @Override
        public boolean matches(Candidate candidate) {
            return field.of(candidate.experiment()).stream()
                    .anyMatch(there ->
                            numbers.stream().anyMatch(number -> order.holds(there.compareTo(number.number()))));
        }

        @Override
        public String print() {
            return field.word()
                    + order.sign()
                    + numbers.stream().map(NumberText::literal).collect(Collectors.joining(","));
        }
    }

    record OfTime(TimeField field, Order order, List<TimeText> times) implements Criterion {
        public OfTime {
            times = List.copyOf(times);
        }

        @Override
        public boolean matches(Candidate candidate) {
            return times.stream().anyMatch(time -> order.holds(time.compare(field.of(candidate.experiment()))));
        }

        @Override
        public String print() {
            return field.word()
                    + order.sign()
                    + times.stream().map(TimeText::literal).collect(Collectors.joining(","));
        }
    }

    /** A flag; one that the experiment has not got fulfils nothing. */
    record OfFlag(String flag, FlagMatch match) implements Criterion {
        @Override
        public boolean matches(Candidate candidate) {
            var value = candidate.experiment().spec().flags().values().get(flag);
            return value != null && match.matches(value);
        }

        @Override
        public String print() {
            return Properties.FLAG_PREFIX + flag + match.print();
        }
    }

    /** Whether a field or a flag has any value. */
    record Has(List<String> names) implements Criterion {
        static final String WORD = "has";

        public Has {
            names = List.copyOf(names);
        }

        @Override
        public boolean matches(Candidate candidate) {
            return names.stream().anyMatch(name -> Properties.isPresent(name, candidate));
        }

        @Override
        public String print() {
            return WORD + ":" + String.join(",", names);
        }
    }
}
