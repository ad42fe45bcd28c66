package dev.skydeck.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The configuration file: options of {@code skydeck serve} under their names with {@code _} for {@code -}, and sections for what no
 * option could say.
 */
final class ConfigFile {
    static final ConfigFile NONE = new ConfigFile("", JsonNodeFactory.instance.objectNode());

    /** What is no option, each read by whoever it is for. */
    private static final Set<String> SECTIONS = Set.of("checkpoints", "policy_registry");

    private static final long MAX_BYTES = 1 << 20;
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final String name;
    private final ObjectNode root;

    private ConfigFile(String name, ObjectNode root) {
        this.name = name;
        this.root = root;
    }

    /**
     * The file that {@code --config} names, else SKYDECK_CONFIG, else {@code ~/.skydeck/config.yaml} where there is one.
     *
     * @throws StartRefused if it cannot be read, or is no map
     */
    static ConfigFile find(String[] args, Map<String, String> environment) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--config") && i + 1 < args.length) {
                return read(Path.of(args[i + 1]));
            }
            if (args[i].startsWith("--config=")) {
                return read(Path.of(args[i].substring("--config=".length())));
            }
        }
        String named = environment.get("SKYDECK_CONFIG");
        if (named != null && !named.isEmpty()) {
            return read(Path.of(named));
        }
        Path usual = Path.of(System.getProperty("user.home"), ".skydeck", "config.yaml");
        return Files.exists(usual) ? read(usual) : NONE;
    }

    /** @throws StartRefused if it cannot be read, or is no map */
    static ConfigFile read(Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new StartRefused(path + " is no configuration file: it has more than 1 MiB.");
            }
            JsonNode root = YAML.readTree(Files.readString(path));
            if (root.isMissingNode() || root.isNull()) {
                return new ConfigFile(path.toString(), JsonNodeFactory.instance.objectNode());
            }
            if (!(root instanceof ObjectNode map)) {
                throw new StartRefused(path + " must be a map of options and sections.");
            }
            return new ConfigFile(path.toString(), map);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new StartRefused(path + ", line " + line + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new StartRefused(path + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Refuses what is neither an option nor a section, and an option that is a map.
     *
     * @param options the names that are options, with {@code _}
     * @throws StartRefused for the first such key
     */
    void check(Set<String> options) {
        root.fieldNames().forEachRemaining(key -> {
            if (!options.contains(key) && !SECTIONS.contains(key)) {
                Set<String> allowed = new TreeSet<>(options);
                allowed.addAll(SECTIONS);
                throw new StartRefused(
                        name + ": " + key + " is not known; there are " + String.join(", ", allowed) + ".");
            }
            var unused = option(key);
        });
    }

    /**
     * An option as one would write it behind its name; several values with commas between them.
     *
     * @throws StartRefused if it is neither one value nor a list of values
     */
    Optional<String> option(String key) {
        JsonNode value = root.get(key);
        if (value == null || value.isNull() || SECTIONS.contains(key)) {
            return Optional.empty();
        }
        if (value.isArray()) {
            return Optional.of(StreamSupport.stream(value.spliterator(), false)
                    .map(one -> single(key, one))
                    .collect(Collectors.joining(",")));
        }
        return Optional.of(single(key, value));
    }

    private String single(String key, JsonNode value) {
        if (!value.isValueNode()) {
            throw new StartRefused(name + ": " + key + " must be one value, or a list of values.");
        }
        return value.asText();
    }

    /**
     * A section that is a map, read into that record; its fields are in snake case, and those it does not have are null.
     *
     * @param none what it is when the file does not have it
     * @throws StartRefused if a field is unknown or is not what it must be, or the record refuses it
     */
    <T> T section(String key, T none) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) none.getClass();
        return read(key, YAML.constructType(type)).map(type::cast).orElse(none);
    }

    /** A section that is a list of such records; empty when the file does not have it. */
    <T> List<T> list(String key, Class<T> type) {
        JavaType list = YAML.getTypeFactory().constructCollectionType(List.class, type);
        return read(key, list)
                .map(found -> ((List<?>) found).stream().map(type::cast).toList())
                .orElse(List.of());
    }

    private Optional<Object> read(String key, JavaType type) {
        JsonNode value = root.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(YAML.readValue(YAML.treeAsTokens(value), type));
        } catch (UnrecognizedPropertyException e) {
            throw refused(
                    key,
                    e,
                    "is not known; there are "
                            + e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        } catch (JsonMappingException e) {
            Throwable cause = e.getCause();
            throw refused(
                    key,
                    e,
                    cause instanceof IllegalArgumentException
                            ? String.valueOf(cause.getMessage())
                            : e.getOriginalMessage());
        } catch (IOException e) {
            throw new StartRefused(name + ": " + key + " cannot be read: " + e.getMessage());
        }
    }

    private StartRefused refused(String key, JsonMappingException problem, String what) {
        String path = problem.getPath().stream().map(ConfigFile::step).collect(Collectors.joining());
        return new StartRefused(name + ": " + key + path + ": " + what.replaceAll("\\.$", "") + ".");
    }

    private static String step(Reference reference) {
        return reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : "." + reference.getFieldName();
    }
}
