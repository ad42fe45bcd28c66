package dev.skydeck.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which experiments are paused or released: exactly one of them. */
final class HoldOption {
    @Option(
            names = "--experiment",
            paramLabel = "ID",
            description = "One experiment, or several with the option repeated.")
    private List<Long> experiments = new ArrayList<>();

    @Option(names = "--group", paramLabel = "ID", description = "The members of a group.")
    private @Nullable String group;

    @Option(names = "--all", description = "All.")
    private boolean all;

    /**
     * Has it done by the running server.
     *
     * @param verb the last part of the route
     * @return the server's answer
     */
    JsonNode ask(RunningServer server, String verb) throws InterruptedException {
        if (group != null) {
            return server.ask(
                    "POST", "/api/groups/" + URLEncoder.encode(group, StandardCharsets.UTF_8) + "/" + verb, null);
        }
        return server.ask("POST", "/api/" + verb, all ? Map.of("all", true) : Map.of("ids", experiments));
    }
}
