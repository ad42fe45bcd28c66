package dev.skydeck.sandbox.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a task. Keys are those of SkyPilot 0.14.1's task schema; refusals carry the type and sentence that its server
 * gives, as recorded.
 */
public final class TaskYaml {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]+(?:[._-]{1,2}[a-zA-Z0-9]+)*");
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Set<String> SUPPORTED = Set.of(
            "name",
            "resources",
            "num_nodes",
            "setup",
            "run",
            "envs",
            "secrets",
            "_metadata",
            "_user_specified_yaml",
            "api_server_access");
    private static final Set<String> UNSUPPORTED = Set.of(
            "workdir",
            "event_callback",
            "file_mounts",
            "service",
            "pool",
            "managed_secrets",
            "inputs",
            "outputs",
            "file_mounts_mapping",
            "config",
            "volumes",
            "volume_mounts");

    private TaskYaml() {}

    /**
     * Reads one task, which may stand behind a document that only names it, as SkyPilot's own client sends it.
     *
     * @param unnamed the name of a task that has none
     * @throws TaskRefused if a SkyPilot server would refuse it, or the sandbox can't run it
     */
    public static TaskSpec read(String text, String unnamed) throws TaskRefused {
        List<@Nullable Object> documents = documents(text);
        String name = null;
        if (documents.size() > 1 && documents.get(0) instanceof Map<?, ?> head && onlyNames(head)) {
            name = text(head.get("name"), "name");
            documents = documents.subList(1, documents.size());
        }
        if (documents.size() > 1) {
            throw TaskRefused.unsupported("pipelines of several tasks");
        }
        Object only = documents.isEmpty() ? null : documents.get(0);
        if (only != null && !(only instanceof Map<?, ?>)) {
            // The sentence of Python's own TypeError, which the real server does not catch.
            throw new TaskRefused("TypeError", "pop expected at most 1 argument, got 2");
        }
        Map<?, ?> task = only instanceof Map<?, ?> map ? map : Map.of();
        checkKeys(task);
        String own = text(task.get("name"), "name");
        return spec(task, checkedName(name != null ? name : own != null ? own : unnamed));
    }

    private static TaskSpec spec(Map<?, ?> task, String name) throws TaskRefused {
        Resources resources = Resources.of(map(task.get("resources"), "resources"));
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map(task.get("_metadata"), "_metadata").entrySet()) {
            metadata.put(String.valueOf(entry.getKey()), entry.getValue());
        }
        return new TaskSpec(
                name,
                text(task.get("setup"), "setup"),
                text(task.get("run"), "run"),
                nodes(task.get("num_nodes")),
                variables(task.get("envs"), "envs", "Environment variable", "env"),
                variables(task.get("secrets"), "secrets", "Secret variable", "secret"),
                resources.text(),
                resources.accelerator(),
                resources.accelerators(),
                resources.priority(),
                resources.restartsOnErrors(),
                metadata,
                resources.cluster(),
                UserYaml.of(name, task));
    }

    private static List<@Nullable Object> documents(String text) throws TaskRefused {
        LoaderOptions options = new LoaderOptions();
        options.setProcessComments(false);
        List<@Nullable Object> documents = new ArrayList<>();
        try {
            for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
                documents.add(PlainValue.of(document));
            }
        } catch (YAMLException e) {
            // ScannerException and ParserException stand for PyYAML's classes of the same stem.
            String type = e.getClass().getSimpleName().replace("Exception", "Error");
            throw new TaskRefused(type, String.valueOf(e.getMessage()));
        }
        return documents;
    }

    private static boolean onlyNames(Map<?, ?> head) {
        return head.size() == 1 && head.containsKey("name");
    }

    private static void checkKeys(Map<?, ?> task) throws TaskRefused {
        for (Object key : task.keySet()) {
            if (SUPPORTED.contains(key)) {
                continue;
            }
            if (UNSUPPORTED.contains(key)) {
                // SkyPilot's own client sends them all, empty.
                if (isEmpty(task.get(key))) {
                    continue;
                }
                throw TaskRefused.unsupported(String.valueOf(key));
            }
            throw TaskRefused.invalid("Found unsupported field '" + key + "'.");
        }
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }

    private static String checkedName(String name) throws TaskRefused {
        if (!NAME.matcher(name).matches()) {
            throw TaskRefused.value("Invalid task name " + name + ". Valid name: ASCII characters and may contain "
                    + "lowercase and uppercase letters, digits, underscores, periods, and dashes. Must start and end "
                    + "with alphanumeric characters. No triple dashes or underscores.");
        }
        return name;
    }

    private static int nodes(@Nullable Object given) throws TaskRefused {
        if (given == null) {
            return 1;
        }
        if (!(given instanceof Integer nodes)) {
            throw wrongType(given, "integer", "num_nodes");
        }
        if (nodes < 1) {
            throw TaskRefused.value("num_nodes should be a positive int. Got: " + nodes);
        }
        return nodes;
    }

    private static Map<String, String> variables(@Nullable Object given, String key, String what, String flag)
            throws TaskRefused {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map(given, key).entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (!VARIABLE.matcher(name).matches()) {
                throw TaskRefused.invalid("Found unsupported field '" + name + "'.");
            }
            Object value = entry.getValue();
            if (value == null) {
                throw TaskRefused.value(
                        what + " '" + name + "' is None. Please set a value for it in task YAML or with "
                                + "--" + flag + " flag. To set it to be empty, use an empty string (" + name
                                + ": \"\" in task YAML or --" + flag + " " + name + "=\"\" in CLI).");
            }
            variables.put(name, pythonText(value));
        }
        return variables;
    }

    /** As Python's {@code str} writes it, since that is what a job sees on a real server. */
    private static String pythonText(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        return value.toString();
    }

    private static Map<?, ?> map(@Nullable Object given, String key) throws TaskRefused {
        if (given == null) {
            return Map.of();
        }
        if (given instanceof Map<?, ?> map) {
            return map;
        }
        throw wrongType(given, "object", key);
    }

    private static @Nullable String text(@Nullable Object given, String key) throws TaskRefused {
        if (given == null || given instanceof String) {
            return (String) given;
        }
        throw wrongType(given, "string", key);
    }

    private static TaskRefused wrongType(Object given, String type, String key) {
        return TaskRefused.invalid(given + " is not of type '" + type + "'. Check problematic field(s): $." + key);
    }
}
