package dev.skydeck.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skydeck plan}: what applying files would change. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        // 2 says that there are changes.
        exitCodeOnInvalidInput = 1,
        description = "Says what applying files would change, and changes nothing."
                + " Ends with 0 when that is nothing, 2 when it is something, 1 when it cannot be said.")
final class PlanCommand implements Callable<Integer> {
    private static final int CHANGES = 2;

    @Mixin
    private FilesOption files = new FilesOption();

    @Option(names = "--prune", description = "Also what would be deleted: see apply.")
    private boolean prune;

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = RunningServer.required(database.path())
                .ask("POST", "/api/plan", Map.of("documents", files.documents(), "prune", prune));
        json.print(ChangeText.of(answer, "Nothing to change."), ChangeText.forPrograms(answer));
        return answer.path("changes").isEmpty() ? 0 : CHANGES;
    }
}
