package dev.skydeck.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code skydeck release}: experiments that a person paused, or that an import or a restore holds, become the controller's again. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description =
                "Lets the running server take care again of experiments that are paused, or that an import or a restore holds."
                        + " Those that want to run are launched.")
final class ReleaseCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private HoldOption which = new HoldOption();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws InterruptedException {
        RunningServer server = RunningServer.required(database.path());
        List<Long> released = new ArrayList<>();
        which.ask(server, "release").path("released").forEach(id -> released.add(id.asLong()));
        json.print(
                released.isEmpty() ? "Nothing was held." : "Released " + released.size() + " experiments.",
                Map.of("released", released));
        return 0;
    }
}
