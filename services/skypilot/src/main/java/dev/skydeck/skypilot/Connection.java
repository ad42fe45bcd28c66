package dev.skydeck.skypilot;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Which server, as whom.
 *
 * @param workspace null to let the server choose
 * @param source where the server's address was found, for a person
 */
record Connection(
        Endpoint endpoint, UserIdentity user, @Nullable String workspace, String source) {

    /**
     * Finds them; touches files, so not for an event loop.
     *
     * @throws IllegalArgumentException if there is no usable server, with a sentence
     */
    static Connection of(SkyPilotOptions options) throws IOException {
        ClientConfig config = ClientConfig.load(options);
        String source = options.endpoint() != null
                ? "the command line or environment"
                : config.file() != null ? config.file() : "SkyPilot's default";
        return new Connection(
                Endpoint.of(options, config),
                UserIdentity.load(options),
                options.workspace() == null ? config.workspace() : options.workspace(),
                source);
    }
}
