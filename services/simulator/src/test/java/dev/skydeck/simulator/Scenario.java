package dev.skydeck.simulator;

import dev.skydeck.messages.model.DesiredState;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Something that people do with SkyDeck; whatever goes wrong meanwhile, it must end as it does when nothing goes wrong. */
record Scenario(String name, Consumer<Simulation> script) {
    private static final Duration A_WHILE = Duration.ofSeconds(60);

    /** All of them. */
    static final List<Scenario> ALL = List.of(
            new Scenario("run", Simulation::create),
            new Scenario("run two", run -> {
                run.create();
                run.create();
            }),
            new Scenario("run and stop", run -> {
                long id = run.create();
                run.pass(A_WHILE);
                run.want(id, DesiredState.STOPPED);
            }),
            new Scenario("stop at once", run -> run.want(run.create(), DesiredState.STOPPED)),
            new Scenario("run, stop and run", run -> {
                long id = run.create();
                run.pass(A_WHILE);
                run.want(id, DesiredState.STOPPED);
                run.pass(A_WHILE);
                run.want(id, DesiredState.RUNNING);
            }),
            new Scenario("run again before the stop is done", run -> {
                long id = run.create();
                run.pass(A_WHILE);
                run.want(id, DesiredState.STOPPED);
                run.want(id, DesiredState.RUNNING);
            }),
            new Scenario("terminate", run -> {
                long id = run.create();
                run.pass(A_WHILE);
                run.want(id, DesiredState.TERMINATED);
            }),
            new Scenario("delete", run -> {
                long id = run.create();
                run.pass(A_WHILE);
                run.delete(id);
            }),
            new Scenario("run to the end", run -> {
                run.create();
                run.untilRunning(1);
                run.server().endJob(1, "SUCCEEDED");
            }),
            new Scenario("run again after a failure", run -> {
                long id = run.create();
                run.untilRunning(1);
                run.server().endJob(1, "FAILED");
                run.pass(A_WHILE);
                run.want(id, DesiredState.RUNNING);
            }),
            new Scenario("somebody cancels the job", run -> {
                run.create();
                run.untilRunning(1);
                run.server().cancelByHand(1);
            }),
            new Scenario("the answer is lost", run -> {
                run.faults().force(Fault.ANSWER_LOST);
                run.create();
            }),
            new Scenario("the launch is lost", run -> {
                run.faults().force(Fault.POST_LOST);
                run.create();
            }),
            new Scenario("the server dies under the launch", run -> {
                run.server().delayJob(Duration.ofSeconds(10));
                run.create();
                run.pass(Duration.ofSeconds(5));
                run.restartServer(Duration.ofSeconds(5));
            }));

    @Override
    public String toString() {
        return name;
    }
}
