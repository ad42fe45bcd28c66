package dev.skydeck.launcher;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What options are worth that the command line does not name: the environment over the configuration file over the default. */
final class ConfigDefaults implements IDefaultValueProvider {
    private static final String SERVE = "serve";
    /** Every command must find the database that the server has. */
    private static final String DATABASE = "db_path";

    private final ConfigFile file;
    private final Map<String, String> environment;

    private ConfigDefaults(ConfigFile file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /**
     * Gives the command line its defaults.
     *
     * @throws StartRefused if the file has what {@code skydeck serve} does not know
     */
    static void into(CommandLine commands, ConfigFile file, Map<String, String> environment) {
        CommandLine serve = Objects.requireNonNull(commands.getSubcommands().get(SERVE));
        Set<String> known = serve.getCommandSpec().options().stream()
                .map(ConfigDefaults::key)
                .filter(key -> !Set.of("help", "version", "config").contains(key))
                .collect(Collectors.toSet());
        file.check(known);
        commands.setDefaultValueProvider(new ConfigDefaults(file, environment));
    }

    private static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "").replace('-', '_');
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String key = key(option);
        if (!argument.command().name().equals(SERVE) && !key.equals(DATABASE)) {
            return null;
        }
        String variable =
                key.equals("endpoint") ? "SKYPILOT_API_SERVER_ENDPOINT" : "SKYDECK_" + key.toUpperCase(Locale.ROOT);
        String set = environment.get(variable);
        return set != null ? set : file.option(key).orElse(null);
    }
}
