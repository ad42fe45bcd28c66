package dev.skydeck.skypilot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accelerators of a task's resources. The experiment says how many a node has; which type it says too, or leaves to the
 * template, which may name one ({@code H100:8}), several to choose from (a list or a mapping), or one for each entry of
 * {@code any_of} or {@code ordered}.
 */
final class Accelerators {
    private static final List<String> CHOICES = List.of("any_of", "ordered");
    private static final String KEY = "accelerators";

    private Accelerators() {}

    /**
     * Sets them.
     *
     * @param type the experiment's; null to take the template's
     * @param fallback of those that neither names; null for none
     * @return whether a type is known wherever GPUs are wanted
     */
    static boolean set(Map<String, Object> resources, int gpus, @Nullable String type, @Nullable String fallback) {
        if (gpus == 0) {
            resources.remove(KEY);
            inChoices(resources, choice -> choice.remove(KEY));
            return true;
        }
        if (type != null) {
            resources.put(KEY, type + ":" + gpus);
            inChoices(resources, choice -> choice.remove(KEY));
            return true;
        }
        boolean everywhere = resources.get(KEY) != null;
        if (everywhere) {
            resources.put(KEY, counted(resources.get(KEY), gpus));
        }
        int[] without = {0};
        boolean choices = inChoices(resources, choice -> {
            if (choice.get(KEY) == null) {
                without[0]++;
            } else {
                choice.put(KEY, counted(choice.get(KEY), gpus));
            }
        });
        if (everywhere || (choices && without[0] == 0)) {
            return true;
        }
        if (fallback != null) {
            resources.put(KEY, fallback + ":" + gpus);
            return true;
        }
        return false;
    }

    private interface Choice {
        void change(Map<String, Object> choice);
    }

    /** Whether there are any; each is changed as a copy, for templates are shared. */
    private static boolean inChoices(Map<String, Object> resources, Choice change) {
        boolean any = false;
        for (String key : CHOICES) {
            if (resources.get(key) instanceof List<?> list) {
                List<Object> copies = new ArrayList<>();
                for (Object choice : list) {
                    Map<String, Object> copy = TaskTemplateText.mapping(choice);
                    if (!copy.isEmpty()) {
                        change.change(copy);
                        any = true;
                    }
                    copies.add(copy.isEmpty() ? choice : copy);
                }
                resources.put(key, copies);
            }
        }
        return any;
    }

    private static Object counted(@Nullable Object given, int gpus) {
        if (given instanceof Map<?, ?> map) {
            Map<String, Object> counted = new LinkedHashMap<>();
            map.keySet().forEach(name -> counted.put(String.valueOf(name), gpus));
            return counted;
        }
        if (given instanceof List<?> list) {
            return list.stream().map(one -> counted(one, gpus)).toList();
        }
        return String.valueOf(given).split(":", 2)[0] + ":" + gpus;
    }
}
