package dev.skydeck.skypilot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Task templates as data trees. Later ones are laid over earlier ones: mappings are merged key by key, anything else
 * replaces what was there, and null takes a key away, except below {@code secrets}, where it says that the value comes from
 * the environment.
 */
final class TaskTemplateText {
    static final String SECRETS = "secrets";

    private static final int MOST_ALIASES = 50;
    private static final int MOST_DEPTH = 50;
    private static final int MOST_CODE_POINTS = 1 << 20;

    private TaskTemplateText() {}

    /** Leaves dates as they were written: JSON has none. */
    private static final class PlainDates extends SafeConstructor {
        PlainDates(LoaderOptions options) {
            super(options);
            yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
        }
    }

    /** @throws IllegalArgumentException if it is no YAML mapping, with a sentence */
    static Map<String, Object> parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(MOST_DEPTH);
        options.setCodePointLimit(MOST_CODE_POINTS);
        try {
            Object tree = new Yaml(new PlainDates(options)).load(yaml);
            if (tree instanceof Map<?, ?>) {
                return mapping(plain(tree, MOST_DEPTH));
            }
        } catch (YAMLException e) {
            throw new IllegalArgumentException("The task template cannot be read: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("The task template must be a YAML mapping, as a SkyPilot task is.");
    }

    /** A tree of mappings, lists and plain values: an anchor may lead back to itself, and YAML knows more than JSON does. */
    private static Object plain(Object value, int depth) {
        if (depth == 0) {
            throw new IllegalArgumentException("The task template is too deep, or refers to itself.");
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, one) -> copy.put(String.valueOf(key), one == null ? null : plain(one, depth - 1)));
            return copy;
        }
        if (value instanceof Iterable<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(one -> copy.add(one == null ? null : plain(one, depth - 1)));
            return copy;
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw new IllegalArgumentException(
                "The task template holds a value that is no text, number, boolean, list or mapping.");
    }

    /** What keeps a template from being stored, for a person: it would stand in the database and in answers. */
    static List<String> problems(String yaml) {
        Map<String, Object> tree;
        try {
            tree = parse(yaml);
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        List<String> problems = new ArrayList<>();
        Object secrets = tree.get(SECRETS);
        if (secrets instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null) {
                    problems.add("The secret " + name + " must have no value here: leave it empty, and start SkyDeck"
                            + " with the value in its environment and --task-secret " + name + ".");
                }
            });
        } else if (secrets != null) {
            problems.add("secrets must be a mapping of names that have no values.");
        }
        for (String section : List.of("envs", "resources", "file_mounts", "_metadata")) {
            Object value = tree.get(section);
            if (value != null && !(value instanceof Map<?, ?>)) {
                problems.add(section + " must be a mapping.");
            }
        }
        return problems;
    }

    /** Lays one template over another; changes neither. */
    static Map<String, Object> merged(Map<String, Object> below, Map<String, Object> above) {
        return merged(below, above, false);
    }

    private static Map<String, Object> merged(Map<String, Object> below, Map<String, Object> above, boolean keepNulls) {
        Map<String, Object> merged = new LinkedHashMap<>(below);
        above.forEach((key, value) -> {
            if (value == null && !keepNulls) {
                merged.remove(key);
            } else if (value instanceof Map<?, ?> map && merged.get(key) instanceof Map<?, ?> under) {
                merged.put(key, merged(mapping(under), mapping(map), key.equals(SECRETS)));
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }

    /** A copy with texts for keys; empty when it is no mapping. */
    static Map<String, Object> mapping(Object tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) ->
                    copy.put(String.valueOf(key), value instanceof Map<?, ?> ? mapping(value) : value));
        }
        return copy;
    }
}
