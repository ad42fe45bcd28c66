package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.CheckpointRequest.ListCheckpoints;
import dev.skydeck.messages.CheckpointRequest.ListPolicyTargets;
import dev.skydeck.messages.CheckpointRequest.PolicyPage;
import dev.skydeck.messages.CheckpointRequest.PolicyTarget;
import dev.skydeck.messages.CheckpointRequest.RecordCheckpoints;
import dev.skydeck.messages.CheckpointRequest.RecordPolicy;
import dev.skydeck.messages.Event.CheckpointCount;
import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.messages.model.PolicyVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {
    private static final PolicyVersion SEVEN = new PolicyVersion("https://x.org/p/v-7", "7", "p-1", "v-7");
    private static final PolicyVersion EIGHT = new PolicyVersion("https://x.org/p/v-8", "8", "p-1", "v-8");

    private Deployed store;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private void found(long id, String etag, long... epochs) throws Exception {
        List<FoundCheckpoint> found = Arrays.stream(epochs)
                .mapToObj(epoch -> new FoundCheckpoint(
                        epoch, "s3://bucket/" + epoch, List.of(), 1L, etag, Instant.ofEpochSecond(9), null))
                .toList();
        store.ask(new RecordCheckpoints(id, found, null));
    }

    private List<PolicyTarget> open() throws Exception {
        return store.ask(new ListPolicyTargets(0, 500)).targets();
    }

    private int record(PolicyTarget target, PolicyVersion policy) throws Exception {
        return store.ask(new RecordPolicy(target.experimentId(), target.dueAt(), policy))
                .value();
    }

    private void unknown() throws Exception {
        PolicyTarget target = open().get(0);
        store.ask(new RecordPolicy(target.experimentId(), target.dueAt(), null));
    }

    private List<PolicyVersion> policies() throws Exception {
        return store.ask(new ListCheckpoints(1, Long.MAX_VALUE, 500)).checkpoints().stream()
                .map(Checkpoint::policy)
                .toList();
    }

    @Test
    void shouldAskForAnExperimentWithNewEpochsOnce() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        store.create("idle", DesiredState.STOPPED);

        found(1, "a", 1, 2, 3);

        assertThat(open()).containsExactly(new PolicyTarget(1, "mnist", store.clock.now()));
    }

    @Test
    void shouldGiveTheAnswerToTheCheckpointsThatHaveNone() throws Exception {
        // Given
        store.create("mnist", DesiredState.STOPPED);
        found(1, "a", 1, 2);
        record(open().get(0), SEVEN);
        store.clock.advance(Duration.ofMinutes(1));
        found(1, "a", 3);
        store.changes.clear();

        // When
        int changed = record(open().get(0), EIGHT);

        // Then
        assertThat(changed).isEqualTo(1);
        assertThat(policies()).containsExactly(EIGHT, SEVEN, SEVEN);
        assertThat(store.change().checkpoints()).containsExactly(new CheckpointCount(1, 3L, 3));
        assertThat(open()).isEmpty();
    }

    @Test
    void shouldKeepWhatAnImportedFileSaid() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        found(1, "a", 1);
        store.write("update checkpoints set observatory_url = 'https://old.org/policy/mnist'");

        int changed = record(open().get(0), SEVEN);

        assertThat(changed).isZero();
        assertThat(policies()).containsExactly(new PolicyVersion("https://old.org/policy/mnist", null, null, null));
    }

    @Test
    void shouldNotAskBecauseAKnownEpochWasWrittenAgain() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        found(1, "a", 1, 2);
        record(open().get(0), SEVEN);

        found(1, "b", 1, 2);

        assertThat(open()).isEmpty();
    }

    @Test
    void shouldAskAgainWhenEpochsCameAfterTheQuestion() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        found(1, "a", 1);
        PolicyTarget asked = open().get(0);
        store.clock.advance(Duration.ofSeconds(1));
        found(1, "a", 2);

        record(asked, SEVEN);

        assertThat(open()).containsExactly(new PolicyTarget(1, "mnist", store.clock.now()));
    }

    @Test
    void shouldAskForAnUnknownExperimentAgainAfterAPause() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        found(1, "a", 1);
        long revision = store.revision();
        unknown();
        List<PolicyTarget> soon = open();

        store.clock.advance(Policies.AGAIN_AFTER.get(0));

        assertThat(soon).isEmpty();
        assertThat(open()).hasSize(1);
        assertThat(store.revision()).isEqualTo(revision);
    }

    @Test
    void shouldNotAskForAnUnknownExperimentForEver() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        found(1, "a", 1);
        unknown();
        for (Duration pause : Policies.AGAIN_AFTER) {
            store.clock.advance(pause);
            unknown();
        }

        store.clock.advance(Duration.ofDays(1_000));

        assertThat(open()).isEmpty();
    }

    @Test
    void shouldAskForAnUnknownExperimentAtOnceWhenItHasNewEpochs() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        found(1, "a", 1);
        unknown();

        found(1, "a", 2);

        assertThat(open()).hasSize(1);
    }

    @Test
    void shouldNotAskForADeletedExperiment() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        found(1, "a", 1);

        store.ask(new DeleteExperiment(Deployed.command(), 1));

        assertThat(open()).isEmpty();
    }

    @Test
    void shouldShowWhatIsOpenInPages() throws Exception {
        for (int id = 1; id <= 3; id++) {
            store.create("x" + id, DesiredState.STOPPED);
            found(id, "a", 1);
        }

        PolicyPage first = store.ask(new ListPolicyTargets(0, 2));
        PolicyPage second = store.ask(new ListPolicyTargets(2, 2));

        assertThat(first.targets()).extracting(PolicyTarget::experimentId).containsExactly(1L, 2L);
        assertThat(first.more()).isTrue();
        assertThat(second.targets()).extracting(PolicyTarget::experimentId).containsExactly(3L);
        assertThat(second.more()).isFalse();
    }

    @Test
    void shouldKeepAQuestionOverARestart() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        found(1, "a", 1);
        List<PolicyTarget> before = open();
        store.close();

        store = Deployed.at(store.path, store.clock);

        assertThat(open()).isEqualTo(before);
    }

    @Test
    void shouldSayThatAnExperimentIsUnknown() {
        assertThatThrownBy(() -> store.ask(new RecordPolicy(9, Instant.EPOCH, SEVEN)))
                .isInstanceOf(Failure.NotFound.class);
    }
}
