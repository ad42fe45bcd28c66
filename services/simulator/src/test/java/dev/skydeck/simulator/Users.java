package dev.skydeck.simulator;

import dev.skydeck.messages.ExperimentRequest.CreateExperiment;
import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.SetDesiredState;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.ExperimentRequest.UndeleteExperiment;
import dev.skydeck.messages.HoldRequest.ReleaseHolds;
import dev.skydeck.messages.HoldRequest.Which;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Restart;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.Written;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** People at the board. Each asks again until he is told what became of it; nobody wants two things of one experiment at once. */
final class Users {
    private static final long ALL = -1;
    private static final long AGAIN_MILLIS = 6_000;

    private final Life life;
    private final Bus bus;
    private final Chance chance;
    private final Oracle oracle;
    private final List<Long> experiments = new ArrayList<>();
    private final Set<Long> busy = new HashSet<>();
    private int commands;
    private long names;
    private int renames;

    Users(Life life, Bus bus, Chance chance, Oracle oracle) {
        this.life = life;
        this.bus = bus;
        this.chance = chance;
        this.oracle = oracle;
    }

    private Command command() {
        return new Command("command-" + ++commands, "sim");
    }

    boolean areDone() {
        return busy.isEmpty();
    }

    /** Somebody creates an experiment. Answers the id that it gets. */
    long create(DesiredState wanted, RunRules rules) {
        long key = ++names;
        busy.add(key);
        ExperimentSpec spec = new ExperimentSpec(
                "exp" + key, "sleep 1", null, null, Flags.NONE, 1, 0, null, null, null, false, null, null, false);
        CreateExperiment request = new CreateExperiment(
                command(), new Seed(spec, wanted, Annotations.NONE, rules, 0), new BoardPlace(null, key, false, false));
        ask(key, request, made -> {
            experiments.add(made.value().id());
            oracle.acknowledged(made.value().id(), wanted.name());
        });
        return key;
    }

    /** Somebody wants something else of one of them. */
    void act() {
        if (experiments.isEmpty()) {
            return;
        }
        long id = experiments.get(chance.among(experiments.size()));
        if (!busy.add(id)) {
            return;
        }
        switch (chance.among(13)) {
            case 0, 1, 2, 3, 4 -> want(id, DesiredState.RUNNING);
            case 5, 6, 7 -> want(id, DesiredState.STOPPED);
            case 8 -> want(id, DesiredState.TERMINATED);
            case 9 ->
                edit(
                        id,
                        SpecEdit.builder()
                                .baseCommand("sleep " + chance.among(100))
                                .build());
            case 10 -> edit(id, SpecEdit.builder().name("renamed" + ++renames).build());
            case 11 ->
                edit(id, SpecEdit.builder().rules(RunRules.Edit.of(rules())).build());
            default ->
                ask(id, new DeleteExperiment(command(), id), gone -> {
                    oracle.acknowledged(id, "DELETED");
                    if (chance.of(0.5)) {
                        busy.add(id);
                        ask(
                                id,
                                new UndeleteExperiment(command(), id),
                                back -> oracle.acknowledged(
                                        id, back.value().desiredState().name()));
                    }
                });
        }
    }

    /** Whatever somebody may want of runs that end by themselves. */
    RunRules rules() {
        Restart restart = chance.of(0.4) ? Restart.NEVER : chance.of(0.6) ? Restart.ON_FAILURE : Restart.ALWAYS;
        StopRules stop = chance.of(0.3)
                ? new StopRules(null, chance.between(20, 200) / 3_600.0, null, List.of())
                : StopRules.NONE;
        return new RunRules(restart, chance.among(4), chance.among(3), stop);
    }

    /** Somebody releases everything that is held. */
    void release() {
        busy.add(ALL);
        ask(ALL, new ReleaseHolds(command(), new Which(List.of(), Optional.empty(), true)), done -> {});
    }

    /** Somebody wants that of it. */
    void want(long id, DesiredState state) {
        busy.add(id);
        ask(id, new SetDesiredState(command(), id, state), done -> oracle.acknowledged(id, state.name()));
    }

    /** Somebody deletes it. */
    void delete(long id) {
        busy.add(id);
        ask(id, new DeleteExperiment(command(), id), gone -> oracle.acknowledged(id, "DELETED"));
    }

    private void edit(long id, SpecEdit edit) {
        ask(id, new EditExperiment(command(), id, edit), done -> {});
    }

    private <T> void ask(long id, Request<Written<T>> request, Consumer<Written<T>> told) {
        bus.request(request).onComplete(answer -> {
            boolean unknown = answer.failed()
                    && (answer.cause() instanceof Failure.Unavailable || answer.cause() instanceof Failure.Broken);
            if (unknown) {
                life.once(AGAIN_MILLIS, () -> ask(id, request, told));
                return;
            }
            busy.remove(id);
            if (answer.succeeded()) {
                told.accept(answer.result());
            }
        });
    }
}
