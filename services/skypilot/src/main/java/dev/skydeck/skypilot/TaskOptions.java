package dev.skydeck.skypilot;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every task starts from.
 *
 * @param template a SkyPilot task as YAML; null for none
 * @param accelerator of experiments that want GPUs and name no type; null for none
 * @param infra SkyPilot's infra of every task; null to let SkyPilot choose
 * @param secrets names of environment variables whose values tasks may be given
 * @param guard where jobs claim their launch before they run; null when they run without
 */
public record TaskOptions(
        @Nullable String template,
        @Nullable String accelerator,
        @Nullable String infra,
        Set<String> secrets,
        @Nullable LaunchGuardOptions guard) {
    /** Nothing is set. */
    public static final TaskOptions NONE = new TaskOptions(null, null, null, Set.of(), null);

    public TaskOptions {
        secrets = Set.copyOf(secrets);
    }
}
