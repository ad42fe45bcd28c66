package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.CostRequest.By;
import dev.skydeck.messages.CostRequest.CostPage;
import dev.skydeck.messages.CostRequest.CostRow;
import dev.skydeck.messages.CostRequest.ListCosts;
import dev.skydeck.messages.CostRequest.ReadCost;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.GroupRequest.AddToGroup;
import dev.skydeck.messages.GroupRequest.CreateGroup;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Cost;
import dev.skydeck.messages.model.Cost.Source;
import dev.skydeck.messages.model.CostRate;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostsTest {
    private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");
    private static final double HOUR = 3_600;
    private static final long READING_AGE = 5;
    /** 4 dollars anywhere, 3 on AWS, 1 for spot there. */
    private static final Prices PRICES = new Prices(
            List.of(
                    new Price("H100", null, null, null, 4_000_000),
                    new Price("H100", "aws", null, null, 3_000_000),
                    new Price("H100", "aws", null, true, 1_000_000)),
            null);

    private Deployed store;
    private long epoch;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"), PRICES);
        store.begin();
        epoch = store.lease();
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    /** An experiment whose launch was sent, on 2 nodes with 4 GPUs each. */
    private Launch sent(String name, SpecEdit.Builder edit) throws Exception {
        long id = store.create(name, DesiredState.STOPPED).id();
        store.ask(
                new EditExperiment(Deployed.command(), id, edit.nodes(2).gpus(4).build()));
        return store.claim(store.open(epoch, store.want(id, DesiredState.RUNNING)));
    }

    private Launch sent(String name) throws Exception {
        return sent(name, SpecEdit.builder().accelerator("H100"));
    }

    private Cost cost(Launch launch) throws Exception {
        return store.ask(new ReadCost(launch.experimentId()));
    }

    private CostPage costs(By by, Optional<String> after, int limit) throws Exception {
        return store.ask(new ListCosts(by, Optional.empty(), Optional.empty(), Optional.empty(), after, limit));
    }

    private List<CostRow> costs(By by) throws Exception {
        return costs(by, Optional.empty(), 500).rows();
    }

    private static long gpuHours(double hours) {
        return Math.round(hours * 3_600_000);
    }

    @Test
    void shouldChargeAnEndedJobForTheTimeThatSkyPilotSaysItRan() throws Exception {
        Launch launch = sent("a");

        store.observe(RanJob.of(1, launch).ended(START, 326, 309.02));

        assertThat(cost(launch)).isEqualTo(new Cost(309_020 * 8, 2_746_844L, 0, Source.CONFIGURATION, null));
    }

    @Test
    void shouldNotChargeForTheGapsOfRecoveriesWhileTheJobRuns() throws Exception {
        Launch launch = sent("a");
        Instant sent = store.clock.now();
        store.clock.advance(Duration.ofMinutes(50));
        store.observe(RanJob.of(1, launch).recovering(sent, 295));

        store.observe(RanJob.of(1, launch).runningAgain(sent, sent.plusSeconds(2_895)));

        assertThat(cost(launch).gpuMillis()).isEqualTo((400_000 - READING_AGE) * 8);
    }

    @Test
    void shouldChargeNothingMoreWhileAJobRecovers() throws Exception {
        Launch launch = sent("a");
        Instant sent = store.clock.now();
        store.clock.advance(Duration.ofMinutes(50));

        store.observe(RanJob.of(1, launch).recovering(sent, 295));

        assertThat(cost(launch).gpuMillis()).isEqualTo(295_000 * 8);
    }

    @Test
    void shouldCountTheAcceleratorsThatSkyPilotShows() throws Exception {
        Launch launch = sent("a");

        store.observe(
                RanJob.of(1, launch).on("1x(gpus=H100:8, cpus=96, ...)", "AWS").ended(START, HOUR, HOUR));

        assertThat(cost(launch)).isEqualTo(new Cost(gpuHours(8), 24_000_000L, 0, Source.CONFIGURATION, null));
    }

    @Test
    void shouldTakeTheMostPrecisePrice() throws Exception {
        Launch launch = sent("a", SpecEdit.builder().accelerator("H100").spot(true));

        store.observe(RanJob.of(1, launch).on(null, "AWS").ended(START, HOUR, HOUR));

        assertThat(cost(launch).microDollars()).isEqualTo(8_000_000);
    }

    @Test
    void shouldGiveNoMoneyForAnUnknownAcceleratorButItsHours() throws Exception {
        Launch launch = sent("a", SpecEdit.builder().accelerator("TPUv9"));

        store.observe(RanJob.of(1, launch).on(null, "GCP").ended(START, HOUR, HOUR));

        assertThat(cost(launch))
                .isEqualTo(new Cost(gpuHours(8), null, gpuHours(8), null, "There is no price for TPUv9 on gcp."));
    }

    @Test
    void shouldSayWhichPartOfASumHasNoPrice() throws Exception {
        Launch priced = sent("a");
        Launch other = sent("b", SpecEdit.builder().accelerator("TPUv9"));
        store.observe(
                RanJob.of(1, priced).ended(START, HOUR, HOUR),
                RanJob.of(2, other).ended(START, HOUR, HOUR));

        Cost all = costs(By.USER).get(0).cost();

        assertThat(all)
                .isEqualTo(new Cost(
                        gpuHours(16), 32_000_000L, gpuHours(8), Source.CONFIGURATION, "There is no price for TPUv9."));
    }

    @Test
    void shouldTakeTheJobsShareOfWhatSkyPilotSaysItsClusterCosts() throws Exception {
        Launch launch = sent("a");
        store.observe(RanJob.of(1, launch).ended(START, HOUR, HOUR));
        store.write("update servers set cluster = 'dev', cluster_hash = 'h'");
        store.write("insert into clusters (name, status, num_nodes, last_seen, hash, resources, dollars_per_hour)"
                + " values ('dev', 'UP', 2, 1, 'h', '2x(gpus=H100:8, cpus=96, ...)', 32.5)");

        assertThat(cost(launch)).isEqualTo(new Cost(gpuHours(8), 16_250_000L, 0, Source.COST_REPORT, null));
    }

    @Test
    void shouldSumUpWithoutDrift() throws Exception {
        Launch launch = sent("a");

        store.observe(
                RanJob.of(1, launch).ended(START, 0.1, 0.1),
                RanJob.of(2, launch).ended(START, 0.2, 0.2));

        assertThat(cost(launch).microDollars()).isEqualTo(Math.round(0.3 * 8 * 4_000_000 / HOUR));
    }

    @Test
    void shouldCountOnlyThePartWithinTheBounds() throws Exception {
        Launch launch = sent("a");
        store.observe(RanJob.of(1, launch).ended(START, 2 * HOUR, HOUR));

        CostPage page = store.ask(new ListCosts(
                By.EXPERIMENT,
                Optional.of(START.plusSeconds(3_600)),
                Optional.of(START.plusSeconds(5_400)),
                Optional.empty(),
                Optional.empty(),
                10));

        assertThat(page.rows()).extracting(row -> row.cost().gpuMillis()).containsExactly(gpuHours(2));
    }

    @Test
    void shouldLeaveOutWhatUsedNothingWithinTheBounds() throws Exception {
        store.observe(
                RanJob.of(1, sent("before")).ended(START.minusSeconds(60), 60, 60),
                RanJob.of(2, sent("within")).ended(START, 60, 60),
                RanJob.of(3, sent("after")).ended(START.plusSeconds(60), 60, 60));

        CostPage page = store.ask(new ListCosts(
                By.EXPERIMENT,
                Optional.of(START),
                Optional.of(START.plusSeconds(60)),
                Optional.empty(),
                Optional.empty(),
                10));

        assertThat(page.rows()).extracting(CostRow::name).containsExactly("within");
    }

    @Test
    void shouldTellWhatThoseThatRunCostAnHour() throws Exception {
        Launch running = sent("running");
        Launch recovering = sent("recovering");
        Instant sent = store.clock.now();
        store.clock.advance(Duration.ofMinutes(50));
        store.observe(
                RanJob.of(1, running).ended(sent, 60, 60),
                RanJob.of(2, running).running(sent),
                RanJob.of(3, recovering).recovering(sent, 295));

        List<CostRow> rows = costs(By.EXPERIMENT);

        assertThat(rows)
                .extracting(CostRow::rate)
                .containsExactly(new CostRate(8_000, 32_000_000L, 0), new CostRate(0, null, 0));
    }

    @Test
    void shouldTellWhichGpusThatRunHaveNoPrice() throws Exception {
        Launch launch = sent("a", SpecEdit.builder().accelerator("TPUv9"));
        Instant sent = store.clock.now();
        store.clock.advance(Duration.ofMinutes(50));

        store.observe(RanJob.of(1, launch).running(sent));

        assertThat(costs(By.EXPERIMENT)).extracting(CostRow::rate).containsExactly(new CostRate(8_000, null, 8_000));
    }

    @Test
    void shouldGiveTheWholeSumOfThoseThatWereActiveSinceThen() throws Exception {
        Launch active = sent("active");
        Launch running = sent("running");
        Launch atRest = sent("at rest");
        Instant sent = store.clock.now();
        store.clock.advance(Duration.ofHours(5));
        store.observe(
                RanJob.of(1, active).ended(sent, HOUR, HOUR),
                RanJob.of(2, active).ended(sent.plusSeconds(7_200), HOUR, HOUR),
                RanJob.of(3, running).running(sent),
                RanJob.of(4, atRest).ended(sent, HOUR, HOUR));

        CostPage page = store.ask(new ListCosts(
                By.EXPERIMENT,
                Optional.empty(),
                Optional.empty(),
                Optional.of(sent.plusSeconds(10_000)),
                Optional.empty(),
                10));

        assertThat(page.rows()).extracting(CostRow::name).containsExactly("active", "running");
        assertThat(page.rows().get(0).cost().gpuMillis()).isEqualTo(gpuHours(16));
    }

    @Test
    void shouldListJobsNewestFirstInPages() throws Exception {
        Launch launch = sent("a");
        store.observe(
                RanJob.of(1, launch).ended(START, 1, 1),
                RanJob.of(2, launch).ended(START, 1, 1),
                RanJob.of(3, launch).ended(START, 1, 1));
        CostPage first = costs(By.JOB, Optional.empty(), 2);

        CostPage second = costs(By.JOB, Optional.of(first.rows().get(1).key()), 2);

        assertThat(first.rows()).extracting(CostRow::id).containsExactly("3", "2");
        assertThat(first.more()).isTrue();
        assertThat(second.rows()).extracting(CostRow::id).containsExactly("1");
        assertThat(second.more()).isFalse();
    }

    @Test
    void shouldListExperimentsByNumberInPages() throws Exception {
        for (int i = 1; i <= 11; i++) {
            store.observe(RanJob.of(i, sent("e" + i)).ended(START, 1, 1));
        }
        CostPage first = costs(By.EXPERIMENT, Optional.empty(), 9);

        CostPage second = costs(By.EXPERIMENT, Optional.of(first.rows().get(8).key()), 9);

        assertThat(first.more()).isTrue();
        assertThat(second.rows()).extracting(CostRow::name).containsExactly("e10", "e11");
    }

    @Test
    void shouldCountAnExperimentInEachOfItsGroupsAndOthersApart() throws Exception {
        Launch grouped = sent("a");
        Launch alone = sent("b");
        for (String name : List.of("g", "h")) {
            String group = store.ask(new CreateGroup(Deployed.command(), name, List.of()))
                    .value()
                    .id();
            store.ask(new AddToGroup(Deployed.command(), group, List.of(grouped.experimentId()), true));
        }
        store.observe(
                RanJob.of(1, grouped).ended(START, HOUR, HOUR),
                RanJob.of(2, alone).ended(START, HOUR, HOUR));

        List<CostRow> first = costs(By.GROUP, Optional.empty(), 1).rows();
        List<CostRow> others =
                costs(By.GROUP, Optional.of(first.get(0).key()), 9).rows();

        assertThat(first).extracting(CostRow::id).containsExactly((String) null);
        assertThat(others).extracting(CostRow::name).containsExactlyInAnyOrder("g", "h");
        assertThat(others).allSatisfy(row -> assertThat(row.cost().gpuMillis()).isEqualTo(gpuHours(8)));
    }

    @Test
    void shouldSayThatNothingHasRun() throws Exception {
        Launch launch = sent("a");

        assertThat(cost(launch)).isEqualTo(new Cost(0, null, 0, null, "Nothing has run."));
    }

    @Test
    void shouldRefuseToListAnythingButExperimentsByWhenItRan() {
        ListCosts groups = new ListCosts(
                By.GROUP, Optional.empty(), Optional.empty(), Optional.of(Instant.EPOCH), Optional.empty(), 10);

        assertThatThrownBy(() -> store.ask(groups))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("experiments");
    }

    @Test
    void shouldRefuseACursorThatIsNone() {
        assertThatThrownBy(() -> costs(By.JOB, Optional.of("7"), 1)).isInstanceOf(Failure.Invalid.class);
    }
}
