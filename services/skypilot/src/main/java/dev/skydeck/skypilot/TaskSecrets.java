package dev.skydeck.skypilot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Values of the secrets that a task names. A template holds names only; the values are in this process's environment, and
 * only those that whoever started it allowed are given to jobs, for else anybody who may write a template could have them
 * all. Values are never logged, stored or shown.
 */
final class TaskSecrets {
    private static final String REDACTED = "<redacted>";

    private final Set<String> allowed;
    private final Map<String, String> environment;

    TaskSecrets(Set<String> allowed, Map<String, String> environment) {
        this.allowed = Set.copyOf(allowed);
        this.environment = Map.copyOf(environment);
    }

    /** @param named by name; null where the value is to be taken from the environment */
    Map<String, Object> resolved(Map<String, Object> named) throws TaskRefused {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Object> secret : named.entrySet()) {
            Object given = secret.getValue();
            values.put(secret.getKey(), given == null ? value(secret.getKey()) : given);
        }
        return values;
    }

    private String value(String name) throws TaskRefused {
        if (!allowed.contains(name)) {
            throw new TaskRefused("The task wants the secret " + name
                    + ", which is not given to jobs: start SkyDeck with --task-secret " + name + ".");
        }
        String value = environment.get(name);
        if (value == null) {
            throw new TaskRefused("The task wants the secret " + name + ", which has no value: start SkyDeck with "
                    + name + " in its environment.");
        }
        return value;
    }

    static Map<String, Object> redacted(Map<String, Object> named) {
        Map<String, Object> redacted = new LinkedHashMap<>(named);
        redacted.replaceAll((name, value) -> REDACTED);
        return redacted;
    }
}
