package dev.skydeck.launcher;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the configuration file, read field by field. Whatever is wrong is a {@link StartRefused} that names the file and the
 * field.
 */
final class ConfigEntry {
    private final String file;
    private final String path;
    private final Map<?, ?> fields;

    private ConfigEntry(String file, String path, Map<?, ?> fields) {
        this.file = file;
        this.path = path;
        this.fields = fields;
    }

    /** @param tree what the YAML came to; null for an empty file */
    static ConfigEntry root(String file, @Nullable Object tree) {
        return of(file, "", tree == null ? Map.of() : tree);
    }

    private static ConfigEntry of(String file, String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new ConfigEntry(file, path, map);
        }
        throw new StartRefused(file + ": " + (path.isEmpty() ? "it" : path) + " must be a mapping of fields.");
    }

    /** Refuses all other fields. */
    ConfigEntry only(String... names) {
        List<String> known = List.of(names);
        for (Object name : fields.keySet()) {
            if (!known.contains(String.valueOf(name))) {
                throw new StartRefused(file + ": " + at(String.valueOf(name)) + " is not known here; there are "
                        + String.join(", ", known) + ".");
            }
        }
        return this;
    }

    /** Without fields when it is missing. */
    ConfigEntry entry(String name) {
        Object value = fields.get(name);
        return of(file, at(name), value == null ? Map.of() : value);
    }

    /** All fields. */
    Set<String> names() {
        return fields.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Empty when it is missing. */
    Optional<List<String>> textsOrNone(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return Optional.of(list.stream().map(String.class::cast).toList());
        }
        throw refused(name, "must be a list of texts");
    }

    /** A value as one would write it on the command line, several with commas between them; empty when it is missing. */
    Optional<String> optionOrNone(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        if (!values.stream()
                .allMatch(one -> one instanceof String || one instanceof Number || one instanceof Boolean)) {
            throw refused(name, "must be one value, or a list of values");
        }
        return Optional.of(values.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    /** Empty when it is missing. */
    List<ConfigEntry> entries(String name) {
        Object value = fields.get(name);
        if (value != null && !(value instanceof List<?>)) {
            throw refused(name, "must be a list");
        }
        List<ConfigEntry> entries = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : List.of()) {
            entries.add(of(file, at(name) + "[" + entries.size() + "]", item));
        }
        return entries;
    }

    String text(String name) {
        return textOrNone(name).orElseThrow(() -> refused(name, "must be a text"));
    }

    Optional<String> textOrNone(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank()) {
            return Optional.of(text.strip());
        }
        throw refused(name, "must be a text");
    }

    Optional<Boolean> truthOrNone(String name) {
        Object value = fields.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw refused(name, "must be true or false");
        }
        return Optional.ofNullable((Boolean) value);
    }

    Optional<BigDecimal> numberOrNone(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return Optional.of(new BigDecimal(number.toString()));
        }
        throw refused(name, "must be a number");
    }

    StartRefused refused(String name, String rule) {
        return new StartRefused(file + ": " + at(name) + " " + rule + ".");
    }

    /** Where the entry stands, with a rule that is broken there. */
    StartRefused refused(String rule) {
        return new StartRefused(file + ": " + (path.isEmpty() ? "" : path + ": ") + rule + ".");
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
