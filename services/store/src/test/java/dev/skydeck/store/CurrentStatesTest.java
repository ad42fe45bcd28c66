package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.store.CurrentStates.Current;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurrentStatesTest {
    private static Launch launch(LaunchState state, @Nullable LaunchEnd end) {
        return new Launch(
                1,
                1,
                1,
                "t",
                "n",
                state,
                1,
                1,
                Deployed.spec("mnist"),
                1L,
                null,
                7L,
                false,
                0,
                end,
                null,
                null,
                Instant.EPOCH,
                null,
                null,
                false);
    }

    private static Job job(int task, String status) {
        ObservedJob observed = Deployed.row(7, task, "n", status, Map.of());
        return new Job(
                new JobKey(1, 7, task),
                1L,
                "mnist",
                null,
                1L,
                JobStatus.state(observed),
                null,
                Instant.EPOCH,
                null,
                1,
                0,
                observed,
                null,
                null);
    }

    @Test
    void shouldBeInitBeforeAnyLaunch() {
        assertThat(CurrentStates.of(null, null)).isEqualTo(new Current(CurrentState.INIT, null));
    }

    @ParameterizedTest
    @CsvSource({"INTENT,,PENDING", "SENT,,PENDING", "LIVE,,PENDING", "ABANDONED,REFUSED,FAILED", "ABANDONED,UNSENT,INIT"
    })
    void shouldFollowTheLaunchWhileNoJobIsSeen(LaunchState state, @Nullable LaunchEnd end, CurrentState expected) {
        assertThat(CurrentStates.of(launch(state, end), null)).isEqualTo(new Current(expected, null));
    }

    @ParameterizedTest
    @CsvSource({
        "LIVE,RECOVERING,RUNNING",
        "LATE,RUNNING,RUNNING",
        "CLOSED,CANCELLED,CANCELLED",
        "CLOSED,FAILED_SETUP,FAILED",
        "LIVE,NEWWORD,UNKNOWN"
    })
    void shouldFollowTheJobOnceItIsSeen(LaunchState state, String status, CurrentState expected) {
        assertThat(CurrentStates.of(launch(state, null), job(0, status))).isEqualTo(new Current(expected, status));
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED,RUNNING,RUNNING", "SUCCEEDED,SUCCEEDED,SUCCEEDED", "FAILED,CANCELLED,FAILED"})
    void shouldTakeAJobForItsFirstTaskThatHasNotSucceeded(String first, String second, String expected) {
        List<Job> jobs = JobSummary.of(List.of(job(1, second), job(0, first)));

        assertThat(jobs)
                .singleElement()
                .satisfies(job -> assertThat(job.observed().status()).isEqualTo(expected));
    }
}
