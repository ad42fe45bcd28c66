package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.CostRequest.ReadCost;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.GroupRequest.AddToGroup;
import dev.skydeck.messages.GroupRequest.CreateGroup;
import dev.skydeck.messages.GroupRequest.EditGroup;
import dev.skydeck.messages.LaunchRequest.Turn;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpendingTest {
    /** 4 dollars for an hour. */
    private static final Prices PRICES = new Prices(List.of(new Price("H100", null, null, null, 4_000_000)), null);

    private static final SpendLimit TEN_DOLLARS_A_DAY = SpendLimit.ofAll(10_000_000, Duration.ofHours(24));

    private Deployed store;
    private long epoch;
    private int names;
    private Path file;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        file = folder.resolve("skydeck.db");
        open(TEN_DOLLARS_A_DAY);
    }

    private void open(SpendLimit limit) throws Exception {
        store = Deployed.at(
                new FakeClock(),
                StoreOptions.at(file)
                        .with(LaunchLimits.DEFAULT.with(List.of(limit)))
                        .with(PRICES));
        store.begin();
        epoch = store.lease();
    }

    /** Reopens the file with another limit. */
    private void limit(SpendLimit limit) throws Exception {
        store.close();
        open(limit);
    }

    private String group(String name, long... experiments) throws Exception {
        return group(name, Optional.empty(), experiments);
    }

    private String group(String name, Optional<Long> maxSpend, long... experiments) throws Exception {
        String id = store.ask(new CreateGroup(Deployed.command(), name, List.of(), Optional.empty(), maxSpend))
                .value()
                .id();
        List<Long> members = LongStream.of(experiments).boxed().toList();
        store.ask(new AddToGroup(Deployed.command(), id, members, false));
        return id;
    }

    private void limitGroup(String id, long maxSpend) throws Exception {
        store.ask(new EditGroup(
                Deployed.command(),
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(maxSpend),
                Optional.empty()));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private Experiment wanted(String accelerator) throws Exception {
        long id = store.create("e" + ++names, DesiredState.STOPPED).id();
        store.ask(new EditExperiment(
                Deployed.command(),
                id,
                SpecEdit.builder().gpus(1).accelerator(accelerator).build()));
        return store.want(id, DesiredState.RUNNING);
    }

    private Launch sent() throws Exception {
        return store.claim(store.open(epoch, wanted("H100")));
    }

    private List<Turn> spendTurns(Experiment experiment) throws Exception {
        return store.view(experiment.id()).turns().stream()
                .filter(turn -> turn.key().equals("spend"))
                .toList();
    }

    @Test
    void shouldOpenNoLaunchOnceTheLimitIsSpent() throws Exception {
        Launch launch = sent();
        Experiment next = wanted("H100");
        store.observe(RanJob.of(1, launch).ended(store.clock.now(), 9_000, 9_000));

        assertThatThrownBy(() -> store.open(epoch, next))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("$10.00 of the $10.00 that may be spent within 24 hours are spent");
    }

    @Test
    void shouldOpenALaunchWhileLessIsSpent() throws Exception {
        Launch launch = sent();
        Experiment next = wanted("H100");
        store.observe(RanJob.of(1, launch).ended(store.clock.now(), 8_999, 8_999));

        assertThat(store.open(epoch, next).experimentId()).isEqualTo(next.id());
    }

    @Test
    void shouldCountARunningJobByTheTimeThatItRanSoFar() throws Exception {
        Launch launch = sent();
        Experiment next = wanted("H100");
        Instant start = store.clock.now();
        store.clock.advance(Duration.ofHours(3));
        store.observe(RanJob.of(1, launch).running(start));

        assertThatThrownBy(() -> store.open(epoch, next)).hasMessageContaining("$11.90 of the $10.00");
    }

    @Test
    void shouldForgetWhatWasSpentBeforeTheWindow() throws Exception {
        Launch launch = sent();
        Experiment next = wanted("H100");
        store.observe(RanJob.of(1, launch).ended(store.clock.now(), 9_000, 9_000));
        store.clock.advance(Duration.ofHours(25));

        assertThat(store.open(epoch, next).experimentId()).isEqualTo(next.id());
    }

    @Test
    void shouldNotKeepWaitingWhatHasNoKnownPrice() throws Exception {
        Launch launch = sent();
        Experiment next = wanted("TPUv9");
        store.observe(RanJob.of(1, launch).ended(store.clock.now(), 9_000, 9_000));

        assertThat(spendTurns(next)).isEmpty();
        assertThat(store.open(epoch, next).experimentId()).isEqualTo(next.id());
    }

    @Test
    void shouldSayWhatIsNotKeptWaitingForWantOfAPrice() throws Exception {
        Experiment next = wanted("TPUv9");

        assertThat(store.ask(new ReadCost(next.id())).reason())
                .isEqualTo("Nothing has run. What it would be launched on has no known price, so the limit on spending"
                        + " does not keep it waiting.");
    }

    @Test
    void shouldShowTheReconcilerHowMuchIsSpent() throws Exception {
        Launch launch = sent();
        Experiment next = wanted("H100");
        store.observe(RanJob.of(1, launch).ended(store.clock.now(), 18_000, 18_000));

        assertThat(spendTurns(next))
                .containsExactly(new Turn(
                        "spend",
                        "$20.00 of the $10.00 that may be spent within 24 hours are spent, by an estimate",
                        10_000_000,
                        20_000_000,
                        0,
                        1,
                        false));
    }

    @Test
    void shouldLimitWhatAGroupSpendsForItsExperimentsOnly() throws Exception {
        limit(new SpendLimit("LR", 10_000_000, Duration.ofHours(24)));
        Launch launch = sent();
        Experiment member = wanted("H100");
        Experiment other = wanted("H100");
        group("LR", launch.experimentId(), member.id());
        store.observe(RanJob.of(1, launch).ended(store.clock.now(), 9_000, 9_000));

        assertThatThrownBy(() -> store.open(epoch, member))
                .hasMessageContaining("$10.00 of the $10.00 that the group LR may spend within 24 hours are spent");
        assertThat(store.open(epoch, other).experimentId()).isEqualTo(other.id());
    }

    @Test
    void shouldNotCountWhatOthersSpendForAGroup() throws Exception {
        limit(new SpendLimit("LR", 10_000_000, Duration.ofHours(24)));
        Launch launch = sent();
        Experiment member = wanted("H100");
        group("LR", member.id());
        store.observe(RanJob.of(1, launch).ended(store.clock.now(), 9_000, 9_000));

        assertThat(store.open(epoch, member).experimentId()).isEqualTo(member.id());
    }

    @Test
    void shouldLimitWhatAGroupSaysOfItself() throws Exception {
        Launch launch = sent();
        Experiment member = wanted("H100");
        Experiment other = wanted("H100");
        group("LR", Optional.of(4_000_000L), launch.experimentId(), member.id());
        store.observe(RanJob.of(1, launch).ended(store.clock.now(), 3_600, 3_600));

        assertThatThrownBy(() -> store.open(epoch, member))
                .hasMessageContaining("$4.00 of the $4.00 that the group LR may spend within 24 hours are spent");
        assertThat(store.open(epoch, other).experimentId()).isEqualTo(other.id());
    }

    @Test
    void shouldTakeAGroupsOwnLimitBeforeTheConfigurations() throws Exception {
        limit(new SpendLimit("LR", 1_000_000, Duration.ofDays(2)));
        Launch launch = sent();
        Experiment member = wanted("H100");
        group("LR", Optional.of(20_000_000L), launch.experimentId(), member.id());
        store.observe(RanJob.of(1, launch).ended(store.clock.now(), 3_600, 3_600));

        assertThat(store.view(member.id()).turns())
                .filteredOn(Turn::waitsForMoney)
                .extracting(Turn::what)
                .containsExactly(
                        "$4.00 of the $20.00 that the group LR may spend within 48 hours are spent, by an estimate");
    }

    @Test
    void shouldKeepTheConfigurationsLimitForAnotherGroupOfThatName() throws Exception {
        limit(new SpendLimit("LR", 4_000_000, Duration.ofHours(24)));
        Launch launch = sent();
        Experiment member = wanted("H100");
        group("LR", Optional.of(20_000_000L));
        group("LR", launch.experimentId(), member.id());
        store.observe(RanJob.of(1, launch).ended(store.clock.now(), 3_600, 3_600));

        assertThatThrownBy(() -> store.open(epoch, member)).hasMessageContaining("$4.00 of the $4.00");
    }

    @Test
    void shouldGoBackToTheConfigurationsLimitWithoutOne() throws Exception {
        limit(new SpendLimit("LR", 4_000_000, Duration.ofHours(24)));
        Launch launch = sent();
        Experiment member = wanted("H100");
        String id = group("LR", Optional.of(20_000_000L), launch.experimentId(), member.id());
        store.observe(RanJob.of(1, launch).ended(store.clock.now(), 3_600, 3_600));

        limitGroup(id, -1);

        assertThatThrownBy(() -> store.open(epoch, member)).hasMessageContaining("$4.00 of the $4.00");
    }

    @Test
    void shouldLetAGroupThatMaySpendNothingLaunchNothing() throws Exception {
        Experiment member = wanted("H100");
        String id = group("LR", member.id());

        limitGroup(id, 0);

        assertThatThrownBy(() -> store.open(epoch, member)).hasMessageContaining("$0.00 of the $0.00");
    }

    @Test
    void shouldNotCallAnExperimentOutsideOfALimitedGroupExempt() throws Exception {
        limit(new SpendLimit("LR", 4_000_000, Duration.ofHours(24)));
        group("LR");
        Experiment other = wanted("TPUv9");

        assertThat(store.ask(new ReadCost(other.id())).reason()).isEqualTo("Nothing has run.");
    }

    @Test
    void shouldRefuseANegativeLimit() {
        assertThatThrownBy(() -> SpendLimit.ofAll(-1, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
