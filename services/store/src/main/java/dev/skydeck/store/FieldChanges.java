package dev.skydeck.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.StopRules.MetricBound;
import dev.skydeck.messages.model.Sweep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an edit changed, field by field. Flags stand apart, since their numbers keep their text: those that changed, as they
 * were and as they are.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FieldChanges(
        @JsonProperty("changes") List<FieldChange> fields,
        @JsonProperty("flags_before") Flags flagsBefore,
        @JsonProperty("flags_after") Flags flagsAfter) {

    /** A null is a field that is empty. */
    record FieldChange(
            String field, @Nullable Object before, @Nullable Object after) {}

    static FieldChanges of(
            Experiment before,
            ExperimentSpec spec,
            Annotations notes,
            @Nullable String owner,
            int priority,
            RunRules rules) {
        ExperimentSpec was = before.spec();
        Annotations noted = before.annotations();
        List<FieldChange> fields = new ArrayList<>();
        add(fields, "name", was.name(), spec.name());
        add(fields, "base_command", was.baseCommand(), spec.baseCommand());
        add(fields, "tool_path", was.toolPath(), spec.toolPath());
        add(fields, "git_branch", was.gitBranch(), spec.gitBranch());
        add(fields, "nodes", was.nodes(), spec.nodes());
        add(fields, "gpus", was.gpus(), spec.gpus());
        add(fields, "accelerator", was.accelerator(), spec.accelerator());
        add(fields, "instance_type", was.instanceType(), spec.instanceType());
        add(fields, "cloud", was.cloud(), spec.cloud());
        add(fields, "spot", was.spot(), spec.spot());
        add(fields, "task_template", was.taskTemplate(), spec.taskTemplate());
        add(fields, "cluster", was.cluster(), spec.cluster());
        add(fields, "stop_cluster", was.stopCluster(), spec.stopCluster());
        add(fields, "description", noted.description(), notes.description());
        add(fields, "wandb_link", noted.wandbLink(), notes.wandbLink());
        add(fields, "tags", noted.tags(), notes.tags());
        add(fields, "owner", before.owner(), owner);
        add(fields, "priority", before.priority(), priority);
        add(
                fields,
                "restart_policy",
                before.rules().restart().word(),
                rules.restart().word());
        add(fields, "max_retries", before.rules().maxRetries(), rules.maxRetries());
        add(fields, "infra_retries", before.rules().infraRetries(), rules.infraRetries());
        addRules(fields, before.rules().stop(), rules.stop());
        return new FieldChanges(fields, other(was.flags(), spec.flags()), other(spec.flags(), was.flags()));
    }

    static FieldChanges of(
            Group before,
            String name,
            List<String> flags,
            long order,
            boolean collapsed,
            @Nullable String prefix,
            @Nullable String taskTemplate,
            @Nullable Integer maxParallel,
            @Nullable Integer maxGpus) {
        List<FieldChange> fields = new ArrayList<>();
        add(fields, "name", before.name(), name);
        add(fields, "flags", before.flags(), flags);
        add(fields, "order", before.order(), order);
        add(fields, "collapsed", before.collapsed(), collapsed);
        add(fields, "name_prefix", before.namePrefix(), prefix);
        add(fields, "task_template", before.taskTemplate(), taskTemplate);
        add(fields, "max_parallel", before.maxParallel(), maxParallel);
        add(fields, "max_gpus", before.maxGpus(), maxGpus);
        return new FieldChanges(fields, Flags.NONE, Flags.NONE);
    }

    static FieldChanges of(Sweep before, String name, @Nullable Integer maxParallel, StopRules stop) {
        List<FieldChange> fields = new ArrayList<>();
        add(fields, "name", before.name(), name);
        add(fields, "max_parallel", before.maxParallel(), maxParallel);
        addRules(fields, before.stop(), stop);
        return new FieldChanges(fields, Flags.NONE, Flags.NONE);
    }

    /** The fields of a fact. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("changes", fields);
        data.put("flags_before", flagsBefore);
        data.put("flags_after", flagsAfter);
        return data;
    }

    /** Each change for a person: {@code nodes from 1 to 4}. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        fields.forEach(change ->
                words.add(change.field() + " from " + shown(change.before()) + " to " + shown(change.after())));
        for (String name : flagNames()) {
            words.add("flags." + name + " from " + shown(flagsBefore, name) + " to " + shown(flagsAfter, name));
        }
        return words;
    }

    /** Those of the flags that differ. */
    Set<String> flagNames() {
        Set<String> names = new TreeSet<>(flagsBefore.values().keySet());
        names.addAll(flagsAfter.values().keySet());
        return names;
    }

    private static void addRules(List<FieldChange> fields, StopRules before, StopRules after) {
        add(fields, "stop_rules.epoch", before.epoch(), after.epoch());
        add(fields, "stop_rules.hours", before.hours(), after.hours());
        add(fields, "stop_rules.gpu_hours", before.gpuHours(), after.gpuHours());
        add(fields, "stop_rules.metrics", bounds(before), bounds(after));
    }

    private static @Nullable String bounds(StopRules rules) {
        return rules.metrics().isEmpty()
                ? null
                : rules.metrics().stream().map(MetricBound::words).collect(Collectors.joining(", "));
    }

    private static void add(List<FieldChange> fields, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            fields.add(new FieldChange(field, before, after));
        }
    }

    /** Those of the first that are not so in the second. */
    private static Flags other(Flags first, Flags second) {
        Map<String, FlagValue> values = new LinkedHashMap<>(first.values());
        values.entrySet()
                .removeIf(flag -> flag.getValue().equals(second.values().get(flag.getKey())));
        return new Flags(values);
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "nothing" : value.toString();
    }

    private static String shown(Flags flags, String name) {
        @Nullable FlagValue value = flags.values().get(name);
        return value == null ? "nothing" : value.commandText();
    }
}
