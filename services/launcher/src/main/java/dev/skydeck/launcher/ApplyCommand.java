package dev.skydeck.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skydeck apply}: makes it as files declare. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = 1,
        description = "Makes it as files declare: all changes, or none. Applying the same files again changes nothing."
                + " Ends with 0 when it is done, 1 when it is not.")
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private FilesOption files = new FilesOption();

    @Option(
            names = "--prune",
            description =
                    "Deletes experiments that the files' set made and that they declare no more; needs set: in a file.")
    private boolean prune;

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = RunningServer.required(database.path())
                .ask("POST", "/api/apply", Map.of("documents", files.documents(), "prune", prune));
        json.print(ChangeText.of(answer, "Everything is as declared."), ChangeText.forPrograms(answer));
        return 0;
    }
}
