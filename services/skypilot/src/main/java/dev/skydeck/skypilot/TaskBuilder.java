package dev.skydeck.skypilot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.JobCommand;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchToken;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Builds SkyPilot's task as a data tree from a launch and the team's template, and writes it as JSON, which is YAML. No
 * text is ever pasted into a document.
 */
final class TaskBuilder {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** JSON allows these in a text; YAML takes them for line breaks or refuses them. */
    private static final Pattern UNSAFE = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]");

    private final Map<String, Object> template;
    private final @Nullable String accelerator;
    private final @Nullable String infra;

    /** @throws IllegalArgumentException if the template is no mapping, with a sentence */
    TaskBuilder(@Nullable String template, @Nullable String accelerator, @Nullable String infra) {
        this.template = template == null ? Map.of() : parse(template);
        this.accelerator = accelerator;
        this.infra = infra;
    }

    /** The task has no accelerator type though GPUs are wanted. */
    static final class NoAccelerator extends Exception {
        private static final long serialVersionUID = 1L;

        NoAccelerator(String experiment) {
            super("Experiment " + experiment + " wants GPUs, but no accelerator type is known: name one in the"
                    + " experiment, the task template or --accelerator.");
        }
    }

    /** @param anyAccelerator the server takes GPUs without a type, as the sandbox does */
    String task(Launch launch, boolean anyAccelerator) throws NoAccelerator {
        ExperimentSpec spec = launch.spec();
        Map<String, Object> task = new LinkedHashMap<>(template);
        task.put("name", launch.jobName());
        task.put("num_nodes", spec.nodes());
        task.put("resources", resources(spec, anyAccelerator));
        Map<String, Object> envs = new LinkedHashMap<>(mapping(template.get("envs")));
        envs.put("SKYDECK_LAUNCH", launch.token());
        task.put("envs", envs);
        Map<String, Object> metadata = new LinkedHashMap<>(mapping(template.get("_metadata")));
        metadata.put(LaunchToken.METADATA_KEY, launch.token());
        task.put("_metadata", metadata);
        task.put("run", JobCommand.of(spec));
        try {
            return UNSAFE.matcher(MAPPER.writeValueAsString(task))
                    .replaceAll(found ->
                            String.format("\\\\u%04x", (int) found.group().charAt(0)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values cannot be written", e);
        }
    }

    private Map<String, Object> resources(ExperimentSpec spec, boolean anyAccelerator) throws NoAccelerator {
        Map<String, Object> resources = new LinkedHashMap<>(mapping(template.get("resources")));
        if (spec.cloud() != null) {
            resources.put("infra", spec.cloud());
        } else if (infra != null) {
            resources.put("infra", infra);
        }
        if (spec.instanceType() != null) {
            resources.put("instance_type", spec.instanceType());
        }
        if (spec.spot()) {
            resources.put("use_spot", true);
        }
        if (spec.gpus() > 0) {
            String type = type(spec, resources.get("accelerators"));
            if (type == null && !anyAccelerator) {
                throw new NoAccelerator(spec.name());
            }
            resources.put("accelerators", (type == null ? "GPU" : type) + ":" + spec.gpus());
        } else {
            resources.remove("accelerators");
        }
        return resources;
    }

    private @Nullable String type(ExperimentSpec spec, @Nullable Object templates) {
        if (spec.accelerator() != null) {
            return spec.accelerator();
        }
        if (templates instanceof String text) {
            return text.split(":", 2)[0];
        }
        if (templates instanceof Map<?, ?> map && map.size() == 1) {
            return String.valueOf(map.keySet().iterator().next());
        }
        return accelerator;
    }

    /** Leaves dates as they were written: JSON has none. */
    private static final class PlainDates extends SafeConstructor {
        PlainDates(LoaderOptions options) {
            super(options);
            yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
        }
    }

    private static Map<String, Object> parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(50);
        options.setCodePointLimit(1 << 20);
        try {
            Object tree = new Yaml(new PlainDates(options)).load(yaml);
            if (tree instanceof Map<?, ?>) {
                return mapping(tree);
            }
        } catch (YAMLException e) {
            throw new IllegalArgumentException("The task template cannot be read: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("The task template must be a YAML mapping, as a SkyPilot task is.");
    }

    private static Map<String, Object> mapping(@Nullable Object tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }
}
