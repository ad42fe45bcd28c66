package dev.skydeck.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FieldChange;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.MicroDollars;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.SpecChanges;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.StopRules.MetricBound;
import dev.skydeck.messages.model.Sweep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    static FieldChanges of(
            Experiment before,
            ExperimentSpec spec,
            Annotations notes,
            @Nullable String owner,
            int priority,
            RunRules rules) {
        ExperimentSpec was = before.spec();
        Annotations noted = before.annotations();
        List<FieldChange> fields = SpecChanges.fields(was, spec);
        SpecChanges.add(fields, "description", noted.description(), notes.description());
        SpecChanges.add(fields, "wandb_link", noted.wandbLink(), notes.wandbLink());
        SpecChanges.add(fields, "tags", noted.tags(), notes.tags());
        SpecChanges.add(fields, "owner", before.owner(), owner);
        SpecChanges.add(fields, "priority", before.priority(), priority);
        SpecChanges.add(
                fields,
                "restart_policy",
                before.rules().restart().word(),
                rules.restart().word());
        SpecChanges.add(fields, "max_retries", before.rules().maxRetries(), rules.maxRetries());
        SpecChanges.add(fields, "infra_retries", before.rules().infraRetries(), rules.infraRetries());
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
            @Nullable Integer maxGpus,
            @Nullable Long maxSpend) {
        List<FieldChange> fields = new ArrayList<>();
        SpecChanges.add(fields, "name", before.name(), name);
        SpecChanges.add(fields, "flags", before.flags(), flags);
        SpecChanges.add(fields, "order", before.order(), order);
        SpecChanges.add(fields, "collapsed", before.collapsed(), collapsed);
        SpecChanges.add(fields, "name_prefix", before.namePrefix(), prefix);
        SpecChanges.add(fields, "task_template", before.taskTemplate(), taskTemplate);
        SpecChanges.add(fields, "max_parallel", before.maxParallel(), maxParallel);
        SpecChanges.add(fields, "max_gpus", before.maxGpus(), maxGpus);
        SpecChanges.add(fields, "max_spend", dollars(before.maxSpend()), dollars(maxSpend));
        return new FieldChanges(fields, Flags.NONE, Flags.NONE);
    }

    static FieldChanges of(Sweep before, String name, @Nullable Integer maxParallel, StopRules stop) {
        List<FieldChange> fields = new ArrayList<>();
        SpecChanges.add(fields, "name", before.name(), name);
        SpecChanges.add(fields, "max_parallel", before.maxParallel(), maxParallel);
        addRules(fields, before.stop(), stop);
        return new FieldChanges(fields, Flags.NONE, Flags.NONE);
    }

    private static @Nullable BigDecimal dollars(@Nullable Long micros) {
        return micros == null ? null : MicroDollars.dollars(micros);
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
        return Stream.concat(fields.stream(), SpecChanges.flags(flagsBefore, flagsAfter).stream())
                .map(FieldChange::words)
                .toList();
    }

    /** Those of the flags that differ. */
    Set<String> flagNames() {
        Set<String> names = new TreeSet<>(flagsBefore.values().keySet());
        names.addAll(flagsAfter.values().keySet());
        return names;
    }

    private static void addRules(List<FieldChange> fields, StopRules before, StopRules after) {
        SpecChanges.add(fields, "stop_rules.epoch", before.epoch(), after.epoch());
        SpecChanges.add(fields, "stop_rules.hours", before.hours(), after.hours());
        SpecChanges.add(fields, "stop_rules.gpu_hours", before.gpuHours(), after.gpuHours());
        SpecChanges.add(fields, "stop_rules.metrics", bounds(before), bounds(after));
    }

    private static @Nullable String bounds(StopRules rules) {
        return rules.metrics().isEmpty()
                ? null
                : rules.metrics().stream().map(MetricBound::words).collect(Collectors.joining(", "));
    }

    /** Those of the first that are not so in the second. */
    private static Flags other(Flags first, Flags second) {
        Map<String, FlagValue> values = new LinkedHashMap<>(first.values());
        values.entrySet()
                .removeIf(flag -> flag.getValue().equals(second.values().get(flag.getKey())));
        return new Flags(values);
    }
}
