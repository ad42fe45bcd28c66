package dev.skydeck.sandbox.task;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a task's {@code resources} that rows show. The sandbox has every accelerator, so none is refused. */
record Resources(
        String text,
        @Nullable String accelerator,
        String accelerators,
        int priority,
        int restartsOnErrors,
        ClusterWish cluster) {

    static Resources of(Map<?, ?> resources) throws TaskRefused {
        String accelerator = accelerator(resources.get("accelerators"));
        int priority = number(resources.get("priority"), 0, "priority");
        int restarts = resources.get("job_recovery") instanceof Map<?, ?> recovery
                ? number(recovery.get("max_restarts_on_errors"), 0, "max_restarts_on_errors")
                : 0;
        ClusterWish cluster = new ClusterWish(Autostop.of(resources.get("autostop")), labels(resources.get("labels")));
        if (accelerator == null) {
            Object cpus = resources.get("cpus");
            return new Resources("CPU:" + (cpus == null ? "1+" : cpus), null, "0", priority, restarts, cluster);
        }
        int colon = accelerator.lastIndexOf(':');
        String name = accelerator.substring(0, colon);
        checkCount(accelerator.substring(colon + 1), accelerator);
        return new Resources(accelerator, name, accelerator.substring(colon + 1), priority, restarts, cluster);
    }

    /** Accepts {@code H100}, {@code H100:8}, a map of name to count, or a list, of which the first counts. */
    private static @Nullable String accelerator(@Nullable Object given) {
        if (given instanceof Map<?, ?> map) {
            Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
            if (!entries.hasNext()) {
                return null;
            }
            Map.Entry<?, ?> first = entries.next();
            return first.getKey() + ":" + (first.getValue() == null ? "1" : first.getValue());
        }
        if (given instanceof Iterable<?> list) {
            Iterator<?> items = list.iterator();
            return items.hasNext() ? accelerator(items.next()) : null;
        }
        if (given == null) {
            return null;
        }
        String text = given.toString();
        return text.contains(":") ? text : text + ":1";
    }

    private static void checkCount(String count, String given) throws TaskRefused {
        try {
            if (Double.parseDouble(count) > 0) {
                return;
            }
        } catch (NumberFormatException e) {
            // Refused below, as a count of nothing is.
        }
        throw TaskRefused.value(
                "The \"accelerators\" field as a str should be either <name> or <name>:<cnt>. Found: '" + given + "'");
    }

    private static Map<String, String> labels(@Nullable Object given) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((key, value) -> labels.put(String.valueOf(key), String.valueOf(value)));
        }
        return labels;
    }

    private static int number(@Nullable Object given, int missing, String key) throws TaskRefused {
        if (given == null) {
            return missing;
        }
        if (given instanceof Integer number) {
            return number;
        }
        throw new TaskRefused(
                "InvalidSkyPilotConfigError",
                "Invalid resources YAML: " + given + " is not of type 'integer'. Check problematic field(s): $." + key);
    }
}
