package dev.skydeck.messages.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two specifications. */
public final class SpecChanges {
    private SpecChanges() {}

    /** Field by field, without the flags. */
    public static List<FieldChange> fields(ExperimentSpec before, ExperimentSpec after) {
        List<FieldChange> changes = new ArrayList<>();
        add(changes, "name", before.name(), after.name());
        add(changes, "base_command", before.baseCommand(), after.baseCommand());
        add(changes, "tool_path", before.toolPath(), after.toolPath());
        add(changes, "git_branch", before.gitBranch(), after.gitBranch());
        add(changes, "nodes", before.nodes(), after.nodes());
        add(changes, "gpus", before.gpus(), after.gpus());
        add(changes, "accelerator", before.accelerator(), after.accelerator());
        add(changes, "instance_type", before.instanceType(), after.instanceType());
        add(changes, "cloud", before.cloud(), after.cloud());
        add(changes, "spot", before.spot(), after.spot());
        add(changes, "task_template", before.taskTemplate(), after.taskTemplate());
        add(changes, "cluster", before.cluster(), after.cluster());
        add(changes, "stop_cluster", before.stopCluster(), after.stopCluster());
        return changes;
    }

    /** Flag by flag, in the order of their names, as the command line has them. */
    public static List<FieldChange> flags(Flags before, Flags after) {
        Set<String> names = new TreeSet<>(before.values().keySet());
        names.addAll(after.values().keySet());
        List<FieldChange> changes = new ArrayList<>();
        for (String name : names) {
            add(changes, "flags." + name, text(before, name), text(after, name));
        }
        return changes;
    }

    /** Adds the field if its values differ. */
    public static void add(List<FieldChange> changes, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(new FieldChange(field, before, after));
        }
    }

    private static @Nullable String text(Flags flags, String name) {
        @Nullable FlagValue value = flags.values().get(name);
        return value == null ? null : value.commandText();
    }
}
