package dev.skydeck.sandbox.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A task as rows show it in {@code user_yaml}: block style, a blank line between keys, secrets redacted. */
final class UserYaml {
    private static final List<String> ORDER =
            List.of("resources", "num_nodes", "envs", "secrets", "setup", "run", "_metadata");

    private UserYaml() {}

    static String of(String name, Map<?, ?> task) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        Yaml yaml = new Yaml(options);
        StringBuilder text = new StringBuilder(yaml.dump(Map.of("name", name)));
        text.append("---\n\n").append(yaml.dump(Map.of("name", name)));
        for (String key : ORDER) {
            Object value = task.get(key);
            if (value != null) {
                text.append('\n').append(yaml.dump(Map.of(key, key.equals("secrets") ? redacted(value) : value)));
            }
        }
        return text.toString();
    }

    private static Object redacted(Object secrets) {
        Map<Object, Object> redacted = new LinkedHashMap<>();
        if (secrets instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> redacted.put(key, "<redacted>"));
        }
        return redacted;
    }
}
