package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a client wants of each row of a list.
 *
 * @param names as in answers; {@code flags.NAME} for one flag
 */
public record Selection(List<String> names) {
    private static final String FLAGS = "flags";

    public Selection {
        names = List.copyOf(names);
    }

    /** The first of the names that such rows have not got. */
    public Optional<String> unknown(Class<?> view) {
        Map<String, ?> fields = ApiMapper.fields(view);
        return names.stream()
                .filter(name -> !fields.containsKey(name)
                        && !(fields.containsKey(FLAGS) && name.startsWith(FLAGS + ".") && name.length() > 6))
                .findFirst();
    }

    /** The names that such rows have, in their order. */
    public static List<String> allowed(Class<?> view) {
        return List.copyOf(ApiMapper.fields(view).keySet());
    }

    /** The rows with what was selected, in the order of their fields. */
    public List<Map<String, @Nullable Object>> of(Class<?> view, List<?> rows) {
        var fields = ApiMapper.fields(view);
        List<Map<String, @Nullable Object>> selected = new ArrayList<>();
        for (Object row : rows) {
            Map<String, @Nullable Object> some = new LinkedHashMap<>();
            fields.forEach((name, value) -> {
                if (names.contains(name)) {
                    some.put(name, value.apply(row));
                } else if (name.equals(FLAGS) && value.apply(row) instanceof Flags flags && asksForFlags()) {
                    some.put(name, flags(flags));
                }
            });
            selected.add(some);
        }
        return selected;
    }

    private boolean asksForFlags() {
        return names.stream().anyMatch(name -> name.startsWith(FLAGS + "."));
    }

    private Flags flags(Flags all) {
        Map<String, FlagValue> some = new LinkedHashMap<>(all.values());
        some.keySet().removeIf(name -> !names.contains(FLAGS + "." + name));
        return new Flags(some);
    }
}
