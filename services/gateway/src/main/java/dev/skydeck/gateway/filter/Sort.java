package dev.skydeck.gateway.filter;

import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FlagValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The order of a list.
 *
 * @param terms the first decides; what is equal in all is in the order of the ids
 */
public record Sort(List<Term> terms) {
    /** As people put the rows: by position, then newest first. */
    public static final Sort MANUAL =
            new Sort(List.of(new Term("order", false), new Term("created", true), new Term("id", true)));

    static final int MAX_TERMS = 5;

    public Sort {
        terms = List.copyOf(terms);
    }

    /** @param field a field's name, or a flag's behind {@code flags.} */
    public record Term(String field, boolean descending) {
        private SortKey key(Candidate candidate) {
            Experiment experiment = candidate.experiment();
            return switch (field) {
                case "order" -> SortKey.of(experiment.place().order());
                case "starred" -> SortKey.of(experiment.place().starred() ? 1 : 0);
                case "state" -> SortKey.of(experiment.currentState().name());
                case "desired" -> SortKey.of(experiment.desiredState().name());
                default ->
                    Properties.text(field)
                            .map(text -> text(text.of(candidate)))
                            .or(() -> Properties.time(field).map(time -> SortKey.of(time.of(experiment))))
                            .or(() -> Properties.number(field)
                                    .flatMap(number -> number.of(experiment))
                                    .map(SortKey::of))
                            .or(() -> Properties.flag(field).map(flag -> flag(experiment, flag)))
                            .orElse(SortKey.MISSING);
            };
        }

        private static SortKey text(List<String> values) {
            return values.isEmpty() ? SortKey.MISSING : SortKey.of(String.join(" ", values));
        }

        private static SortKey flag(Experiment experiment, String flag) {
            FlagValue value = experiment.spec().flags().values().get(flag);
            return value == null
                    ? SortKey.MISSING
                    : FlagMatch.number(value).map(SortKey::of).orElseGet(() -> SortKey.of(value.commandText()));
        }

        String print() {
            return descending ? "-" + field : field;
        }
    }

    /**
     * Fields between commas, each with a {@code -} before it for the greatest first.
     *
     * @throws FilterProblem if one is no field, or there are more than five
     */
    public static Sort parse(String text) {
        if (text.isBlank()) {
            return MANUAL;
        }
        List<Term> terms = new ArrayList<>();
        int at = 0;
        for (String part : text.split(",", -1)) {
            int position = text.codePointCount(0, at) + 1;
            if (terms.size() == MAX_TERMS) {
                throw new FilterProblem(position, "A list is sorted by at most 5 fields.");
            }
            String name = part.strip();
            boolean descending = name.startsWith("-");
            terms.add(new Term(field(descending ? name.substring(1) : name, position), descending));
            at += part.length() + 1;
        }
        return new Sort(terms);
    }

    private static String field(String name, int position) {
        return own(name)
                .or(() -> Properties.text(name).map(TextField::word))
                .or(() -> Properties.time(name).map(TimeField::word))
                .or(() -> Properties.number(name).map(NumberField::word))
                .or(() -> Properties.flag(name).map(flag -> Properties.FLAG_PREFIX + flag))
                .orElseThrow(() -> new FilterProblem(
                        position,
                        "A list cannot be sorted by " + (name.isEmpty() ? "nothing" : name)
                                + ". It can by order, starred, state, desired, " + sortable()
                                + " and by flags, such as flags.trainer.lr; a - before it puts the greatest first."));
    }

    private static Optional<String> own(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "order" -> Optional.of("order");
            case "starred" -> Optional.of("starred");
            case "state", "current_state" -> Optional.of("state");
            case "desired", "desired_state" -> Optional.of("desired");
            default -> Optional.empty();
        };
    }

    private static String sortable() {
        return Properties.names().stream()
                .filter(name -> Properties.choice(name).isEmpty() && !name.equals(Criterion.Has.WORD))
                .collect(Collectors.joining(", "));
    }

    Place place(Candidate candidate) {
        return new Place(
                terms.stream().map(term -> term.key(candidate)).toList(),
                candidate.experiment().id());
    }

    int compare(Place one, Place other) {
        for (int i = 0; i < terms.size(); i++) {
            int order =
                    one.keys().get(i).compare(other.keys().get(i), terms.get(i).descending());
            if (order != 0) {
                return order;
            }
        }
        return Long.compare(one.id(), other.id());
    }

    String print() {
        return terms.stream().map(Term::print).collect(Collectors.joining(","));
    }
}
