package dev.skydeck.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skydeck release}: experiments that an import or a restore holds become the controller's again. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Lets the running server take care again of experiments that an import or a restore holds."
                + " Those that want to run are launched.")
final class ReleaseCommand implements Callable<Integer> {
    /** Exactly one of them. */
    static final class Which {
        @Option(
                names = "--experiment",
                paramLabel = "ID",
                description = "One experiment, or several with the option repeated.")
        private List<Long> experiments = new ArrayList<>();

        @Option(names = "--group", paramLabel = "ID", description = "The members of a group.")
        private @Nullable String group;

        @Option(names = "--all", description = "Every held experiment.")
        private boolean all;
    }

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws InterruptedException {
        RunningServer server = RunningServer.required(database.path());
        List<Long> released = new ArrayList<>();
        ask(server).forEach(id -> released.add(id.asLong()));
        json.print(
                released.isEmpty() ? "Nothing was held." : "Released " + released.size() + " experiments.",
                Map.of("released", released));
        return 0;
    }

    private JsonNode ask(RunningServer server) throws InterruptedException {
        if (which.group != null) {
            return server.ask(
                            "POST",
                            "/api/groups/" + URLEncoder.encode(which.group, StandardCharsets.UTF_8) + "/release",
                            null)
                    .path("released");
        }
        Map<String, ?> body = which.all ? Map.of("all", true) : Map.of("ids", which.experiments);
        return server.ask("POST", "/api/release", body).path("released");
    }
}
