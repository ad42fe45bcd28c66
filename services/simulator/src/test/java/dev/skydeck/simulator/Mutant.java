package dev.skydeck.simulator;

import dev.skydeck.messages.Event.Observed;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.LaunchRequest.OpenLaunch;
import dev.skydeck.messages.LaunchRequest.RecordCancelOutcome;
import dev.skydeck.messages.LaunchRequest.RecordLaunchOutcome;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Restart;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.reconciler.Mutations;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The product without one of its guards, and a schedule that shows what the guard is for: the product stands it, the mutant does
 * not.
 *
 * @param what what it does that the product does not
 * @param schedule what happens to it
 */
record Mutant(String name, String what, Supplier<Wiring> wiring, Consumer<Simulation> schedule) {
    /** All of them. */
    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "no settle window",
                    "absence proves something at once",
                    () -> Wirings.deciding(Mutations.settlingIn(Duration.ZERO)),
                    run -> {
                        run.server().delayPost(Duration.ofSeconds(14));
                        run.create();
                        run.untilHandled(ClaimSend.class);
                        run.pass(Duration.ofMillis(100));
                        run.kill("skypilot");
                        run.pass(Duration.ofMinutes(2));
                    }),
            new Mutant(
                    "short settle window",
                    "absence proves something after 10 s",
                    () -> Wirings.deciding(Mutations.settlingIn(Duration.ofSeconds(10))),
                    run -> {
                        run.server().delayPost(Duration.ofSeconds(40));
                        run.create();
                        run.untilHandled(ClaimSend.class);
                        run.pass(Duration.ofMillis(100));
                        run.kill("skypilot");
                        run.pass(Duration.ofMinutes(2));
                    }),
            new Mutant(
                    "missing request proves",
                    "a request that is not known was never made",
                    () -> Wirings.deciding(Mutations.missingRequestProves()),
                    Mutant::restartUnderALaunch),
            new Mutant(
                    "failed request proves",
                    "a request that failed made no job",
                    () -> Wirings.deciding(Mutations.failedRequestProves()),
                    run -> {
                        run.server().delayJob(Duration.ofSeconds(20));
                        run.server().failNextRequest();
                        run.create();
                        run.pass(Duration.ofMinutes(3));
                    }),
            new Mutant(
                    "succeeded requests are ignored",
                    "absence counts though SkyPilot says that it made a job",
                    Wirings::hidingSuccess,
                    run -> {
                        run.create();
                        run.untilJob("RUNNING");
                        run.faults().force(Fault.ANSWER_LOST);
                        run.create();
                        run.pass(Duration.ofMillis(500));
                        run.kill("skypilot");
                        run.server().hide(2);
                        run.pass(Duration.ofMinutes(3));
                        run.server().show();
                    }),
            new Mutant(
                    "broken runs count",
                    "a finding between two looks does not break their run",
                    Wirings::countingBrokenRuns,
                    run -> {
                        run.server().delayPost(Duration.ofSeconds(45));
                        run.server().delayJob(Duration.ofSeconds(80));
                        run.server().delayJob(Duration.ofSeconds(30));
                        run.create();
                        run.untilHandled(ClaimSend.class);
                        run.pass(Duration.ofMillis(100));
                        run.kill("skypilot");
                        run.pass(Duration.ofSeconds(85));
                        run.restartServer(Duration.ofSeconds(2));
                        run.pass(Duration.ofMinutes(3));
                    }),
            new Mutant("blind retry", "a launch whose answer was lost is sent again", Wirings::retryingBlindly, run -> {
                run.faults().force(Fault.ANSWER_LOST);
                run.server().delayJob(Duration.ofSeconds(60));
                run.create();
                run.pass(Duration.ofMinutes(3));
            }),
            new Mutant(
                    "any claim is believed",
                    "whoever says that he sent nothing is believed",
                    Wirings::believingAnyClaim,
                    run -> {
                        boolean[] first = {true};
                        run.server().delayJob(Duration.ofSeconds(60));
                        run.faults().force(Fault.BUS_DOUBLES, about -> about.equals("LaunchJob"));
                        run.faults().force(Fault.BUS_LOSES, about -> {
                            boolean second = about.equals("answer of ClaimSend") && !first[0];
                            first[0] &= !about.equals("answer of ClaimSend");
                            return second;
                        });
                        run.create();
                        run.pass(Duration.ofMinutes(2));
                    }),
            new Mutant(
                    "every claim is granted", "an attempt may be claimed twice", Wirings::grantingEveryClaim, run -> {
                        run.faults().force(Fault.BUS_DOUBLES, about -> about.equals("LaunchJob"));
                        run.create();
                        run.pass(Duration.ofMinutes(2));
                    }),
            new Mutant(
                    "claims are forgotten", "the claim is not kept before the POST", Wirings::forgettingClaims, run -> {
                        run.server().delayJob(Duration.ofSeconds(60));
                        run.create();
                        run.pass(Duration.ofMinutes(2));
                    }),
            new Mutant("late posts are sent", "a claimed launch is sent however late", Wirings::sendingLate, run -> {
                run.server().delayConnect(Duration.ofSeconds(200));
                run.create();
                run.pass(Duration.ofMinutes(5));
            }),
            new Mutant(
                    "no lease",
                    "an old holder of the lease may write",
                    () -> Wirings.asking(Mutant::withoutLease),
                    run -> {
                        long id = run.create();
                        run.untilJob("RUNNING");
                        run.whenHandled(OpenLaunch.class, () -> {});
                        run.pause("reconciler", Duration.ofSeconds(60));
                        run.secondReconciler();
                        run.pass(Duration.ofSeconds(30));
                        run.want(id, DesiredState.STOPPED);
                        run.pass(Duration.ofMinutes(2));
                    }),
            new Mutant(
                    "no open launch check",
                    "a launch is opened beside an open one, and beside one that serves the run request",
                    () -> Wirings.openingWhateverWasSeen(Mutant::withoutOpenCheck, "drop index launches_one_open"),
                    run -> {
                        run.faults().force(Fault.BUS_DOUBLES, about -> about.equals("OpenLaunch"));
                        run.create();
                        run.pass(Duration.ofMinutes(2));
                    }),
            new Mutant(
                    "unwanted launches are sent",
                    "a launch is opened and claimed though it is no longer wanted",
                    Wirings::openingWhateverIsWanted,
                    run -> {
                        run.faults().force(Fault.BUS_DELAYS, about -> about.equals("LaunchJob"));
                        long id = run.create();
                        run.untilHandled(OpenLaunch.class);
                        run.pass(Duration.ofMillis(200));
                        run.kill("reconciler");
                        run.want(id, DesiredState.STOPPED);
                        run.pass(Duration.ofMinutes(1));
                    }),
            new Mutant(
                    "cancels are unrecorded",
                    "a cancel is sent without being recorded",
                    Wirings::cancellingUnrecorded,
                    run -> {
                        long id = run.create();
                        run.untilJob("RUNNING");
                        run.want(id, DesiredState.STOPPED);
                        run.untilHandled(RecordCancelOutcome.class);
                        run.want(id, DesiredState.RUNNING);
                        run.pass(Duration.ofMinutes(2));
                    }),
            new Mutant(
                    "cancels are sent once",
                    "a cancel that had no effect is not sent again",
                    () -> Wirings.deciding(Mutations.cancelsOnce()),
                    run -> {
                        long id = run.create();
                        run.untilJob("RUNNING");
                        run.faults().force(Fault.CANCEL_LOST);
                        run.want(id, DesiredState.STOPPED);
                    }),
            new Mutant(
                    "duplicates are let be",
                    "two living jobs of one experiment both go on",
                    () -> Wirings.deciding(Mutations.letsDuplicatesBe()),
                    run -> {
                        run.allowDuplicates();
                        run.server().delayPost(Duration.ofSeconds(150));
                        run.create();
                        run.untilHandled(ClaimSend.class);
                        run.pass(Duration.ofMillis(100));
                        run.kill("skypilot");
                        run.pass(Duration.ofMinutes(4));
                    }),
            new Mutant(
                    "doubts of the unwanted are left",
                    "a doubtful launch is not looked for once it is unwanted",
                    () -> Wirings.deciding(Mutations.doubtsOnlyWhatIsWanted()),
                    run -> {
                        run.faults().force(Fault.POST_LOST);
                        long id = run.create();
                        run.untilHandled(ClaimSend.class);
                        run.want(id, DesiredState.STOPPED);
                    }),
            new Mutant(
                    "absence ends jobs",
                    "a job that a reading does not show has ended",
                    () -> Wirings.endingWhatIsAbsent(true),
                    run -> {
                        run.create();
                        run.untilJob("RUNNING");
                        run.faults().force(Fault.READ_SHORT, about -> about.equals("ids"));
                        run.faults().force(Fault.READ_SHORT, about -> about.equals("list"));
                        run.pass(Duration.ofMinutes(1));
                    }),
            new Mutant(
                    "errors read as empty",
                    "an error is read as an empty queue, and absence ends jobs",
                    () -> new Both(Wirings.readingErrorsAsEmpty(), Wirings.endingWhatIsAbsent(true)),
                    run -> {
                        run.create();
                        run.untilJob("RUNNING");
                        run.pass(Duration.ofSeconds(15));
                        for (int i = 0; i < 4; i++) {
                            run.faults().force(Fault.READ_FAILS, about -> about.equals("/jobs/queue/v2"));
                        }
                        run.pass(Duration.ofMinutes(1));
                    }),
            new Mutant(
                    "parts are taken for the whole",
                    "a reading that lacks rows counts as whole",
                    Wirings::takingPartsForTheWhole,
                    run -> {
                        long id = run.create();
                        run.want(id, DesiredState.STOPPED);
                        run.pass(Duration.ofMinutes(2));
                        byte[] backup = run.store().backUp();
                        run.want(id, DesiredState.RUNNING);
                        run.untilRunning(1);
                        for (int i = 0; i < 12; i++) {
                            run.faults().force(Fault.READ_PARTIAL, about -> about.equals("list"));
                        }
                        run.restore(backup);
                        run.pass(Duration.ofSeconds(9));
                        run.release();
                        run.want(id, DesiredState.RUNNING);
                        run.pass(Duration.ofMinutes(1));
                        run.release();
                    }),
            new Mutant(
                    "no control job",
                    "neither a job nor a number of jobs must be shown for a reading to count",
                    Wirings::knowingNoControlJob,
                    run -> {
                        run.create();
                        run.untilJob("RUNNING");
                        run.faults().force(Fault.ANSWER_LOST);
                        run.create();
                        run.pass(Duration.ofMillis(500));
                        run.kill("skypilot");
                        for (int i = 0; i < 60; i++) {
                            run.faults().force(Fault.READ_EMPTY);
                        }
                        run.pass(Duration.ofSeconds(8));
                        run.restartServer(Duration.ofSeconds(2));
                        run.pass(Duration.ofMinutes(3));
                    }),
            new Mutant(
                    "ended jobs are reopened",
                    "a late reading opens an ended job again",
                    Wirings::reopeningEndedJobs,
                    run -> {
                        run.create();
                        run.create();
                        run.untilRunning(2);
                        run.untilEvent(Observed.class);
                        run.pass(Duration.ofSeconds(8));
                        run.server().endJob(1, "SUCCEEDED");
                        run.untilEvent(Observed.class);
                        run.pass(Duration.ofMillis(100));
                        run.check();
                        run.faults().force(Fault.READ_STALE, about -> about.equals("list"));
                        for (int i = 0; i < 3; i++) {
                            run.untilEvent(Observed.class);
                            run.check();
                        }
                    }),
            new Mutant(
                    "crash loops go on",
                    "what fails again and again soon after its start is launched again",
                    () -> Wirings.deciding(Mutations.crashLooping()),
                    run -> {
                        run.create(new RunRules(Restart.ON_FAILURE, 10, 0, StopRules.NONE));
                        for (int i = 1; i <= 3; i++) {
                            run.untilRunning(1);
                            run.server().endJob(i, "FAILED");
                        }
                        run.pass(Duration.ofMinutes(6));
                    }),
            new Mutant(
                    "no boot barrier",
                    "a launch before the queue was read",
                    () -> Wirings.deciding(Mutations.noBarrier()),
                    run -> {
                        long id = run.create();
                        run.want(id, DesiredState.STOPPED);
                        run.pass(Duration.ofMinutes(2));
                        byte[] backup = run.store().backUp();
                        run.want(id, DesiredState.RUNNING);
                        run.untilRunning(1);
                        run.restore(backup);
                        run.server().delayRead(Duration.ofSeconds(60));
                        run.pass(Duration.ofSeconds(9));
                        run.release();
                        run.want(id, DesiredState.RUNNING);
                        run.pass(Duration.ofMinutes(2));
                        run.release();
                    }));

    @Override
    public String toString() {
        return name;
    }

    private static void restartUnderALaunch(Simulation run) {
        run.server().delayJob(Duration.ofSeconds(15));
        run.server().delayJob(Duration.ofSeconds(40));
        run.create();
        run.untilHandled(RecordLaunchOutcome.class);
        run.pass(Duration.ofSeconds(3));
        run.restartServer(Duration.ofSeconds(5));
        run.pass(Duration.ofMinutes(3));
    }

    private static String withoutLease(String sql) {
        return sql.equals("select 1 from lease where epoch = ? and instance is not null")
                ? "select 1 where ? is not null"
                : sql;
    }

    /** Nor is a launch that serves the run request held against another one. */
    private static String withoutOpenCheck(String sql) {
        if (sql.contains("as served")) {
            return sql.replace("and run_request = ?) as served", "and run_request = ? and 0) as served");
        }
        return sql.contains("as open, ") || sql.contains("as open,\n")
                ? sql.replace("and state in ('INTENT', 'SENT', 'LIVE'))", "and 0)")
                : sql;
    }
}
