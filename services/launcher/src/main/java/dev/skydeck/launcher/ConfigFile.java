package dev.skydeck.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The configuration file: options of {@code skydeck serve} under their names with {@code _} for {@code -}, and sections for what no
 * option could say.
 *
 * @param root all of it
 * @param folder in which it is
 */
record ConfigFile(ConfigEntry root, Path folder) {
    static final ConfigFile NONE = new ConfigFile(ConfigEntry.root("", null), Path.of(""));

    /** What is no option, each read by whoever it is for. */
    private static final Set<String> SECTIONS =
            Set.of("checkpoints", "flag_extractors", "group_limits", "links", "metrics", "policy_registry", "prices");

    private static final int MOST_BYTES = 1 << 20;

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
    static ConfigFile read(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new StartRefused("The configuration file " + file + " is not there, or cannot be read.");
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_BYTES);
        options.setAllowDuplicateKeys(false);
        try {
            Object tree = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
            Path folder =
                    Objects.requireNonNull(file.toAbsolutePath().normalize().getParent(), "a file has a folder");
            return new ConfigFile(ConfigEntry.root(file.toString(), tree), folder);
        } catch (IOException e) {
            throw new StartRefused("The configuration file " + file + " cannot be read: " + e.getMessage() + ".");
        } catch (MarkedYAMLException e) {
            throw new StartRefused(file + ": it is no YAML: " + e.getProblem()
                    + (e.getProblemMark() == null
                            ? "."
                            : " in line " + (e.getProblemMark().getLine() + 1) + "."));
        } catch (YAMLException e) {
            throw new StartRefused(file + ": it is no YAML.");
        }
    }

    /**
     * Refuses what is neither an option nor a section, and an option that is a map.
     *
     * @param options the names that are options, with {@code _}
     * @throws StartRefused for the first such key
     */
    void check(Set<String> options) {
        Set<String> known = new TreeSet<>(options);
        known.addAll(SECTIONS);
        root.only(known.toArray(String[]::new));
        root.names().forEach(this::option);
    }

    /**
     * An option as one would write it behind its name; several values with commas between them.
     *
     * @throws StartRefused if it is neither one value nor a list of values
     */
    Optional<String> option(String key) {
        return SECTIONS.contains(key) ? Optional.empty() : root.optionOrNone(key);
    }
}
