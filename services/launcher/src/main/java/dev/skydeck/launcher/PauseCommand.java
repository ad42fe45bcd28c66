package dev.skydeck.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code skydeck pause}: nothing is launched or cancelled until it is released. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description =
                "Has the running server launch and cancel nothing of some experiments, or of all and of those that are created"
                        + " meanwhile, until they are released. What runs goes on.")
final class PauseCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private HoldOption which = new HoldOption();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws InterruptedException {
        RunningServer server = RunningServer.required(database.path());
        List<Long> paused = new ArrayList<>();
        which.ask(server, "pause").path("paused").forEach(id -> paused.add(id.asLong()));
        json.print(
                paused.isEmpty() ? "Nothing was left to pause." : "Paused " + paused.size() + " experiments.",
                Map.of("paused", paused));
        return 0;
    }
}
