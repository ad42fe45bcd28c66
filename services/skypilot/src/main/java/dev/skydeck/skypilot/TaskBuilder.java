package dev.skydeck.skypilot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skydeck.messages.TaskTemplateRequest.TaskSource;
import dev.skydeck.messages.bus.WireMapper;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.JobCommand;
import dev.skydeck.messages.model.LaunchToken;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Builds SkyPilot's task as a data tree and writes it as JSON, which is YAML. No text is ever pasted into a document.
 *
 * <p>What is laid over what, the last on top: the installation's template file; the stored templates default, the group's and
 * the experiment's; what the experiment says of nodes, resources and command; the launch's name and token; the guard before
 * all that runs.
 */
final class TaskBuilder {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** JSON allows these in a text; YAML takes them for line breaks or refuses them. */
    private static final Pattern UNSAFE = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]");

    /** Linux takes 128 KiB for one variable, name and all; a job with a longer one could not start. */
    private static final int MOST_VARIABLE_BYTES = 120_000;

    /** From here on servers hand a token of their own to each job unless they are told not to. */
    private static final int API_WITH_SERVER_ACCESS = 44;

    private static final String COMMAND = "SKYDECK_COMMAND";
    private static final String FLAGS = "SKYDECK_FLAGS";

    private final Map<String, Object> template;
    private final @Nullable String accelerator;
    private final @Nullable String infra;
    private final TaskSecrets secrets;
    private final @Nullable LaunchGuard guard;

    /** @throws IllegalArgumentException if the options' template is no mapping, with a sentence */
    TaskBuilder(TaskOptions options, Map<String, String> environment) {
        this.template = options.template() == null ? Map.of() : TaskTemplateText.parse(options.template());
        this.accelerator = options.accelerator();
        this.infra = options.infra();
        this.secrets = new TaskSecrets(options.secrets(), environment);
        this.guard = options.guard() == null ? null : new LaunchGuard(options.guard());
    }

    /**
     * What the server is like.
     *
     * @param anyAccelerator it takes GPUs without a type, as the sandbox does
     * @param apiVersion 0 when unknown
     */
    record Server(boolean anyAccelerator, int apiVersion) {}

    /** The task as it is sent, with the values of its secrets. */
    String task(TaskSource source, Server server) throws TaskRefused {
        Map<String, Object> task = guarded(source, tree(source, server));
        if (task.containsKey(TaskTemplateText.SECRETS)) {
            task.put(TaskTemplateText.SECRETS, secrets.resolved(secretsOf(task)));
        }
        return json(task);
    }

    /** The task as YAML for a person, with no secret in it. */
    String shown(TaskSource source, Server server) throws TaskRefused {
        return yaml(guarded(source, tree(source, server)));
    }

    private static String yaml(Map<String, Object> task) throws TaskRefused {
        if (task.containsKey(TaskTemplateText.SECRETS)) {
            task.put(TaskTemplateText.SECRETS, TaskSecrets.redacted(secretsOf(task)));
        }
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(task);
    }

    private Map<String, Object> guarded(TaskSource source, Map<String, Object> task) throws TaskRefused {
        if (guard != null) {
            task.put("run", guard.before(source) + task.get("run"));
        }
        return task;
    }

    /** The task without what is different in each launch, and without secrets: the same for tasks of the same kind. */
    String kind(TaskSource source, Server server) throws TaskRefused {
        return yaml(tree(new TaskSource(source.spec(), "", "", 0, source.templates()), server));
    }

    private Map<String, Object> tree(TaskSource source, Server server) throws TaskRefused {
        ExperimentSpec spec = source.spec();
        Map<String, Object> task = merged(source);
        String run = JobCommand.of(spec);
        Map<String, Object> envs = TaskTemplateText.mapping(task.getOrDefault("envs", Map.of()));
        envs.put("SKYDECK_LAUNCH", source.token());
        envs.put("SKYDECK_EXPERIMENT", spec.name());
        envs.put(FLAGS, variable(FLAGS, flags(spec)));
        if (task.get("run") instanceof String theirs && (theirs.contains(COMMAND) || theirs.contains(FLAGS))) {
            envs.put(COMMAND, variable(COMMAND, run));
            run = theirs;
        }
        Map<String, Object> metadata = TaskTemplateText.mapping(task.getOrDefault("_metadata", Map.of()));
        metadata.put(LaunchToken.METADATA_KEY, source.token());
        task.put("name", source.jobName());
        task.put("num_nodes", spec.nodes());
        task.put("resources", resources(spec, task, server));
        task.put("envs", envs);
        task.put("_metadata", metadata);
        task.put("run", run);
        if (server.apiVersion() >= API_WITH_SERVER_ACCESS) {
            task.putIfAbsent("api_server_access", false);
        }
        return task;
    }

    private Map<String, Object> merged(TaskSource source) throws TaskRefused {
        Map<String, Object> merged = new LinkedHashMap<>(template);
        try {
            for (String yaml : source.templates()) {
                merged = TaskTemplateText.merged(merged, TaskTemplateText.parse(yaml));
            }
        } catch (IllegalArgumentException e) {
            throw new TaskRefused(String.valueOf(e.getMessage()));
        }
        return merged;
    }

    private Map<String, Object> resources(ExperimentSpec spec, Map<String, Object> task, Server server)
            throws TaskRefused {
        Map<String, Object> resources = TaskTemplateText.mapping(task.getOrDefault("resources", Map.of()));
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
        String fallback = accelerator != null ? accelerator : server.anyAccelerator() ? "GPU" : null;
        if (!Accelerators.set(resources, spec.gpus(), spec.accelerator(), fallback)) {
            throw new TaskRefused(
                    "Experiment " + spec.name() + " wants GPUs, but no accelerator type is known: name one"
                            + " in the experiment, the task template or --accelerator.");
        }
        return resources;
    }

    /** As the user wrote their numbers. */
    private static String flags(ExperimentSpec spec) {
        try {
            return WireMapper.mapper().writeValueAsString(spec.flags());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("flags cannot be written", e);
        }
    }

    private static String variable(String name, String value) throws TaskRefused {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_VARIABLE_BYTES) {
            throw new TaskRefused("The flags make " + name + " " + bytes + " bytes long; a job takes at most "
                    + MOST_VARIABLE_BYTES + ": put long values into a file.");
        }
        return value;
    }

    private static Map<String, Object> secretsOf(Map<String, Object> task) throws TaskRefused {
        if (task.get(TaskTemplateText.SECRETS) instanceof Map<?, ?> map) {
            return TaskTemplateText.mapping(map);
        }
        throw new TaskRefused("The task template's secrets must be a mapping of names.");
    }

    private static String json(Map<String, Object> task) {
        try {
            return UNSAFE.matcher(MAPPER.writeValueAsString(task))
                    .replaceAll(found ->
                            String.format("\\\\u%04x", (int) found.group().charAt(0)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values cannot be written", e);
        }
    }
}
