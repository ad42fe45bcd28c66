package dev.skydeck.skypilot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What the configuration of SkyPilot's own client says of the server: {@code ~/.sky/config.yaml}, or the file that
 * {@code SKYPILOT_GLOBAL_CONFIG} names; what {@code SKYPILOT_PROJECT_CONFIG} names is laid over it.
 *
 * @param file where the endpoint stands, for a person; null when none is set
 * @param token never logged
 */
record ClientConfig(
        @Nullable String endpoint,
        @Nullable String file,
        @Nullable String token,
        @Nullable String workspace) {
    private static final int MOST_BYTES = 1 << 20;
    private static final ClientConfig NONE = new ClientConfig(null, null, null, null);

    /**
     * Reads them; touches files, so not for an event loop.
     *
     * @throws IllegalArgumentException if one is there and cannot be read, with a sentence that shows nothing of it
     */
    static ClientConfig load(SkyPilotOptions options) {
        Map<String, String> environment = options.environment();
        String global = environment.get("SKYPILOT_GLOBAL_CONFIG");
        String project = environment.get("SKYPILOT_PROJECT_CONFIG");
        ClientConfig read = read(
                global == null || global.isBlank()
                        ? UserIdentity.home(options).resolve(".sky").resolve("config.yaml")
                        : Path.of(global));
        return project == null || project.isBlank() ? read : read.under(read(Path.of(project)));
    }

    private ClientConfig under(ClientConfig over) {
        return new ClientConfig(
                over.endpoint == null ? endpoint : over.endpoint,
                over.endpoint == null ? file : over.file,
                over.token == null ? token : over.token,
                over.workspace == null ? workspace : over.workspace);
    }

    private static ClientConfig read(Path file) {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_BYTES);
        Object tree;
        try {
            tree = new Yaml(new SafeConstructor(options)).load(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | YAMLException e) {
            // The parser's words repeat the line, and with it perhaps a token.
            throw new IllegalArgumentException("SkyPilot's configuration " + file + " cannot be read as YAML.");
        }
        Map<?, ?> config = tree instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> server = config.get("api_server") instanceof Map<?, ?> map ? map : Map.of();
        String endpoint = text(server.get("endpoint"));
        return new ClientConfig(
                endpoint,
                endpoint == null ? null : file.toString(),
                text(server.get("service_account_token")),
                text(config.get("active_workspace")));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? text.trim() : null;
    }
}
