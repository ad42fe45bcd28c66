package dev.skydeck.launcher;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code skydeck backfill}: every experiment's checkpoints are looked for now. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = "Has the running server look for the checkpoints of all experiments now, whenever they ended.")
final class BackfillCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Override
    public Integer call() throws InterruptedException {
        var unused = RunningServer.required(database.path()).ask("POST", "/api/sync", Map.of());
        System.out.println("Checkpoints are looked for now.");
        return 0;
    }
}
