package dev.skydeck.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/** Has the running server hold experiments, or hold them no longer. */
abstract sealed class HoldCommand implements Callable<Integer> permits PauseCommand, ReleaseCommand {
    private final String verb;
    private final String done;
    private final String nothing;

    @ArgGroup(multiplicity = "1")
    private HoldOption which = new HoldOption();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    /**
     * @param verb the last part of the route
     * @param done what the answer's list of ids is called
     * @param nothing what is said when that list is empty
     */
    HoldCommand(String verb, String done, String nothing) {
        this.verb = verb;
        this.done = done;
        this.nothing = nothing;
    }

    @Override
    public final Integer call() throws InterruptedException {
        RunningServer server = RunningServer.required(database.path());
        List<Long> ids = new ArrayList<>();
        which.ask(server, verb).path(done).forEach(id -> ids.add(id.asLong()));
        String told = Character.toUpperCase(done.charAt(0)) + done.substring(1) + " " + ids.size() + " experiments.";
        json.print(ids.isEmpty() ? nothing : told, Map.of(done, ids));
        return 0;
    }
}
