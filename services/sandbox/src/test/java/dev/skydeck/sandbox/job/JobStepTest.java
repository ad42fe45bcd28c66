package dev.skydeck.sandbox.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.sandbox.job.JobState.Cancelling;
import dev.skydeck.sandbox.job.JobState.Pending;
import dev.skydeck.sandbox.job.JobState.Recovering;
import dev.skydeck.sandbox.job.JobState.Running;
import dev.skydeck.sandbox.job.JobState.Starting;
import dev.skydeck.sandbox.job.JobStep.Deed;
import dev.skydeck.sandbox.job.Sighting.Alive;
import dev.skydeck.sandbox.job.Sighting.Exited;
import dev.skydeck.sandbox.job.Sighting.NotTaken;
import dev.skydeck.sandbox.job.Sighting.Vanished;
import dev.skydeck.sandbox.task.TaskSpec;
import dev.skydeck.sandbox.task.TaskYaml;
import org.junit.jupiter.api.Test;

class JobStepTest {
    private static final double NOW = 1000;
    private static final Pace PACE = new Pace(4, 4, 4, 4);
    private static final Times TIMES = Times.NONE.submitted(900);

    @Test
    void shouldWaitBeforeItStartsAProcess() throws Exception {
        assertThat(step(new Starting(TIMES, NOW - 3), new NotTaken()).deed()).isEqualTo(Deed.NOTHING);
        assertThat(step(new Starting(TIMES, NOW - 4), new NotTaken()).deed()).isEqualTo(Deed.START);
    }

    @Test
    void shouldCountAsStartedFromWhenItsProcessTookIt() throws Exception {
        JobStep step = step(new Starting(TIMES, NOW - 9), new Alive(995, true, false));

        assertThat(step.next()).isEqualTo(new Running(TIMES.started(995), false));
    }

    @Test
    void shouldEndWhenItsProcessEndedAndNotWhenThatWasSeen() throws Exception {
        JobStep step = step(new Running(TIMES.started(995), false), new Exited(995, 998, false, 0));

        assertThat(step.next().status()).isEqualTo("SUCCEEDED");
        assertThat(step.next().times().endAt()).isEqualTo(998.0);
    }

    @Test
    void shouldEndWhatIsLeftOfALostProcessBeforeTheNextAttempt() throws Exception {
        JobStep step = step(new Running(TIMES.started(995), false), new Vanished(995));

        assertThat(step.next()).isInstanceOf(Recovering.class);
        assertThat(step.next().times().recoveries()).isEqualTo(1);
        assertThat(step.deed()).isEqualTo(Deed.KILL);
    }

    @Test
    void shouldTakeACancelledAttemptAwayFromAWrapperThatMayBeOnItsWay() throws Exception {
        JobStep step = step(cancelling(NOW, false), new NotTaken());

        assertThat(step.deed()).isEqualTo(Deed.TAKE_AWAY);
        assertThat(step.next().status()).isEqualTo("CANCELLING");
    }

    @Test
    void shouldNotSignalAProcessThatDidNotSayWhichItIs() throws Exception {
        assertThat(step(cancelling(NOW, false), new Alive(999, false, false)).deed())
                .isEqualTo(Deed.NOTHING);
        assertThat(step(cancelling(NOW, false), new Alive(999, true, false)).deed())
                .isEqualTo(Deed.TERMINATE);
    }

    @Test
    void shouldKillOnceAfterThePatienceIsOver() throws Exception {
        JobStep kill = step(cancelling(NOW - 4, true), new Alive(990, true, false));

        assertThat(kill.deed()).isEqualTo(Deed.KILL);
        assertThat(step(kill.next(), new Alive(990, true, false)).deed()).isEqualTo(Deed.NOTHING);
    }

    @Test
    void shouldBeCancelledEvenIfItEndedByItself() throws Exception {
        assertThat(step(cancelling(NOW, true), new Exited(990, 999, false, 0))
                        .next()
                        .status())
                .isEqualTo("CANCELLED");
    }

    @Test
    void shouldScheduleBeforeItStarts() throws Exception {
        assertThat(step(new Pending(NOW - 1, false), new NotTaken()).next()).isEqualTo(new Pending(NOW - 1, true));
        assertThat(step(new Pending(NOW - 9, false), new NotTaken()).next()).isEqualTo(new Pending(NOW - 9, true));
        assertThat(step(new Pending(NOW - 9, true), new NotTaken()).next()).isInstanceOf(Starting.class);
    }

    private static Cancelling cancelling(double since, boolean told) {
        return new Cancelling(TIMES, "who asked", since, told, false);
    }

    private static JobStep step(JobState state, Sighting seen) throws Exception {
        TaskSpec task = TaskYaml.read("run: 'true'", "job");
        return JobStep.of(
                new JobRecord(1, task, 900, "ana", "ab12cd34", ""),
                state,
                seen,
                NOW,
                JobRules.ofManagedJobs(PACE, new Capacity(8)),
                true);
    }
}
