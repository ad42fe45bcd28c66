package dev.skydeck.gateway.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which names the language knows. */
final class Properties {
    /** Makes a flag of any name, also of one that is a field's. */
    static final String FLAG_PREFIX = "flags.";

    /** The names that the same fields have in answers. */
    private static final Map<String, String> IN_ANSWERS = Map.ofEntries(
            Map.entry("base_command", "command"),
            Map.entry("tool_path", "tool"),
            Map.entry("git_branch", "branch"),
            Map.entry("tags", "tag"),
            Map.entry("instance_type", "instance"),
            Map.entry("cluster_name", "cluster"),
            Map.entry("sky_status", "sky"),
            Map.entry("wandb_link", "wandb"),
            Map.entry("latest_epoch", "epoch"),
            Map.entry("created_at", "created"),
            Map.entry("updated_at", "updated"),
            Map.entry("current_state", "state"),
            Map.entry("desired_state", "desired"));

    private Properties() {}

    /** All names that are no flags, in the order of the documentation. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        Arrays.stream(TextField.values()).map(TextField::word).forEach(names::add);
        Arrays.stream(NumberField.values()).map(NumberField::word).forEach(names::add);
        Arrays.stream(TimeField.values()).map(TimeField::word).forEach(names::add);
        Arrays.stream(ChoiceField.values()).map(ChoiceField::word).forEach(names::add);
        names.add(Criterion.Has.WORD);
        return names;
    }

    /** The flag that a name means; empty when it means none. */
    static Optional<String> flag(String name) {
        if (name.startsWith(FLAG_PREFIX)) {
            return name.length() > FLAG_PREFIX.length()
                    ? Optional.of(name.substring(FLAG_PREFIX.length()))
                    : Optional.empty();
        }
        return name.indexOf('.') > 0 ? Optional.of(name) : Optional.empty();
    }

    static Optional<TextField> text(String name) {
        return named(TextField.values(), TextField::word, name);
    }

    static Optional<NumberField> number(String name) {
        return named(NumberField.values(), NumberField::word, name);
    }

    static Optional<TimeField> time(String name) {
        return named(TimeField.values(), TimeField::word, name);
    }

    static Optional<ChoiceField> choice(String name) {
        return named(ChoiceField.values(), ChoiceField::word, name);
    }

    private static <E> Optional<E> named(E[] fields, Function<E, String> word, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String wanted = IN_ANSWERS.getOrDefault(lower, lower);
        return Arrays.stream(fields)
                .filter(field -> word.apply(field).equals(wanted))
                .findFirst();
    }

    /** Whether {@code has:} can ask for it. */
    static boolean canBePresent(String name) {
        return text(name).isPresent() || number(name).isPresent() || flag(name).isPresent();
    }

    static boolean isPresent(String name, Candidate candidate) {
        return text(name).map(field -> !field.of(candidate).isEmpty()).orElse(false)
                || number(name)
                        .map(field -> field.of(candidate.experiment()).isPresent())
                        .orElse(false)
                || flag(name)
                        .map(flag ->
                                candidate.experiment().spec().flags().values().containsKey(flag))
                        .orElse(false);
    }
}
