package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.skydeck.messages.CheckpointRequest.GetCheckpoint;
import dev.skydeck.messages.CheckpointRequest.RecordCheckpoints;
import dev.skydeck.messages.CheckpointRequest.Whole;
import dev.skydeck.messages.MetricRequest.FilePart;
import dev.skydeck.messages.MetricRequest.GetMetricFile;
import dev.skydeck.messages.MetricRequest.ListMetrics;
import dev.skydeck.messages.MetricRequest.ListSideCars;
import dev.skydeck.messages.MetricRequest.MetricFileState;
import dev.skydeck.messages.MetricRequest.MetricPage;
import dev.skydeck.messages.MetricRequest.ReadSideCar;
import dev.skydeck.messages.MetricRequest.RecordMetrics;
import dev.skydeck.messages.MetricRequest.RecordSideCars;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.messages.model.MetricLine;
import dev.skydeck.messages.model.MetricPoint;
import dev.skydeck.messages.model.MetricSeries;
import dev.skydeck.messages.model.MetricSeries.Source;
import dev.skydeck.messages.model.ProgressUnit;
import dev.skydeck.messages.model.SideCar;
import dev.skydeck.messages.model.TrainingProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    private static final String FILE = "s3://b/policies/mnist/metrics.jsonl";
    private static final Instant THEN = Instant.parse("2026-11-01T08:00:00Z");

    @TempDir
    private Path folder;

    private Deployed store;

    @BeforeEach
    void open() throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
        store.create("mnist", DesiredState.STOPPED);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private static MetricLine line(@Nullable Long step, String name, double value) {
        return new MetricLine(step, null, null, Map.of(name, value));
    }

    private void record(long from, long to, MetricLine... lines) throws Exception {
        FilePart part = new FilePart(to, to, "tail", "v", THEN, List.of(lines), 0);
        store.ask(new RecordMetrics(1, FILE, from, part));
    }

    private MetricPage page(String... names) throws Exception {
        return store.ask(new ListMetrics(1, List.of(names), "", 200));
    }

    private static FoundCheckpoint checkpoint(long epoch, @Nullable SideCar sideCar) {
        return new FoundCheckpoint(
                epoch, "s3://b/policies/mnist/v" + epoch + ".mpt", List.of(), 1L, "e", THEN, sideCar);
    }

    private void found(FoundCheckpoint... checkpoints) throws Exception {
        store.ask(new RecordCheckpoints(1, List.of(checkpoints), null));
    }

    @Test
    void shouldAppendWhatAFileHasGainedAndSayWhereItIs() throws Exception {
        record(0, 100, line(1L, "loss", 3), line(2L, "loss", 2));

        record(100, 150, line(3L, "loss", 1));

        assertThat(page().series())
                .containsExactly(new MetricSeries(
                        "loss",
                        Source.FILE,
                        3,
                        0,
                        List.of(
                                new MetricPoint(1L, null, null, 3),
                                new MetricPoint(2L, null, null, 2),
                                new MetricPoint(3L, null, null, 1))));
        assertThat(store.ask(new GetMetricFile(1, FILE))).isEqualTo(new MetricFileState(150, "tail", "v"));
        assertThat(store.experiment(1).progress())
                .extracting(TrainingProgress::step, TrainingProgress::at)
                .containsExactly(3L, THEN);
    }

    @Test
    void shouldRefuseAPortionThatDoesNotFollow() throws Exception {
        record(0, 100, line(1L, "loss", 3));

        assertThatThrownBy(() -> record(50, 150, line(2L, "loss", 2))).isInstanceOf(Failure.Conflict.class);

        assertThat(page().series().get(0).count()).isEqualTo(1);
    }

    @Test
    void shouldForgetWhatAFileHadThatWasWrittenAnew() throws Exception {
        record(0, 100, line(1L, "loss", 3), line(2L, "other", 3));

        record(0, 50, line(1L, "loss", 7));

        assertThat(page().series())
                .extracting(MetricSeries::name, MetricSeries::count)
                .containsExactly(tuple("loss", 1L));
    }

    @Test
    void shouldCountLinesWhereARunNamesNoStep() throws Exception {
        record(0, 100, line(null, "loss", 3), line(null, "loss", 2));

        record(100, 150, line(null, "loss", 1));

        assertThat(page().series().get(0).points())
                .extracting(MetricPoint::step)
                .containsExactly(0L, 1L, 2L);
    }

    @Test
    void shouldCountValuesThatAreNoNumbersAndKeepNoPointOfThem() throws Exception {
        record(0, 100, line(1L, "loss", 3), line(2L, "loss", Double.NaN), line(3L, "loss", Double.POSITIVE_INFINITY));

        MetricSeries loss = page().series().get(0);

        assertThat(loss.count()).isEqualTo(3);
        assertThat(loss.notFinite()).isEqualTo(2);
        assertThat(loss.points()).hasSize(1);
    }

    @Test
    void shouldKeepTheFirstTwoHundredMetricsAndSaySo() throws Exception {
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < Metrics.MOST + 1; i++) {
            values.put("m" + i, 1.0);
        }

        record(0, 100, new MetricLine(1L, null, null, values));

        List<String> names = new ArrayList<>();
        MetricPage page = page();
        page.series().forEach(one -> names.add(one.name()));
        assertThat(names).hasSize(Metrics.MOST);
        assertThat(page.files().get(0).problem()).contains("200");
    }

    @Test
    void shouldPageThroughMetricsByName() throws Exception {
        record(0, 100, new MetricLine(1L, null, null, Map.of("a", 1.0, "b", 2.0, "c", 3.0)));

        MetricPage first = store.ask(new ListMetrics(1, List.of(), "", 2));
        MetricPage second = store.ask(new ListMetrics(1, List.of(), "b", 2));

        assertThat(first.series()).extracting(MetricSeries::name).containsExactly("a", "b");
        assertThat(first.more()).isTrue();
        assertThat(second.series()).extracting(MetricSeries::name).containsExactly("c");
        assertThat(second.more()).isFalse();
        assertThat(page("c", "a").series()).extracting(MetricSeries::name).containsExactly("a", "c");
    }

    @Test
    void shouldShowEpochsOverTimeWhereThereAreNoMetrics() throws Exception {
        found(checkpoint(10, null), checkpoint(20, null));

        MetricPage page = page();

        assertThat(page.series())
                .containsExactly(new MetricSeries(
                        "epoch",
                        Source.CHECKPOINTS,
                        2,
                        0,
                        List.of(new MetricPoint(null, 10L, THEN, 10), new MetricPoint(null, 20L, THEN, 20))));
        assertThat(page.progress()).extracting(TrainingProgress::epoch).isEqualTo(20L);
    }

    @Test
    void shouldNameTheSideCarsThatAreToBeReadUntilTheyWere() throws Exception {
        found(checkpoint(10, new SideCar("s3://b/10.json", "1")), checkpoint(20, new SideCar("s3://b/20.json", "1")));
        Flags values = new Flags(Map.of("reward", new FlagValue.Dec("0.50")));

        store.ask(new RecordSideCars(
                1, List.of(new ReadSideCar(10, "1", values, null), new ReadSideCar(20, "old", values, null))));

        assertThat(store.ask(new ListSideCars(1, 10)).sideCars())
                .extracting(one -> one.epoch())
                .containsExactly(20L);
        assertThat(store.ask(new GetCheckpoint(1, 10)).metrics()).isEqualTo(values);
        assertThat(page().series())
                .extracting(MetricSeries::name, MetricSeries::source)
                .containsExactly(tuple("reward", Source.CHECKPOINTS));
    }

    @Test
    void shouldKeepTheNumbersOfASideCarThatCannotBeReadAnyMore() throws Exception {
        found(checkpoint(10, new SideCar("s3://b/10.json", "1")));
        Flags values = new Flags(Map.of("reward", new FlagValue.Dec("0.50")));
        store.ask(new RecordSideCars(1, List.of(new ReadSideCar(10, "1", values, null))));
        found(checkpoint(10, new SideCar("s3://b/10.json", "2")));

        store.ask(new RecordSideCars(1, List.of(new ReadSideCar(10, "2", null, "It is no JSON."))));

        assertThat(store.ask(new GetCheckpoint(1, 10)).metrics()).isEqualTo(values);
        assertThat(store.ask(new GetCheckpoint(1, 10)).metricsProblem()).isEqualTo("It is no JSON.");
        assertThat(store.ask(new ListSideCars(1, 10)).sideCars()).isEmpty();
    }

    @Test
    void shouldNotNameTheSideCarOfACheckpointThatIsGone() throws Exception {
        FoundCheckpoint stays = checkpoint(20, new SideCar("s3://b/20.json", "1"));
        found(checkpoint(10, new SideCar("s3://b/10.json", "1")), stays);

        store.ask(new RecordCheckpoints(
                1, List.of(stays), new Whole(0, Long.MAX_VALUE, List.of("s3://b/policies/mnist/"))));

        assertThat(store.ask(new ListSideCars(1, 10)).sideCars())
                .extracting(one -> one.epoch())
                .containsExactly(20L);
    }

    @Test
    void shouldNotReadASideCarAgainWhenItsCheckpointIsFoundAgain() throws Exception {
        FoundCheckpoint found = checkpoint(10, new SideCar("s3://b/10.json", "1"));
        found(found);
        store.ask(new RecordSideCars(1, List.of(new ReadSideCar(10, "1", Flags.NONE, null))));

        found(found);

        assertThat(store.ask(new ListSideCars(1, 10)).sideCars()).isEmpty();
    }

    @Test
    void shouldMeasureProgressByTheConfiguredFlag() throws Exception {
        TotalFlag total = new TotalFlag("lr", ProgressUnit.EPOCH);
        Path other = folder.resolve("other.db");
        try (Deployed measured =
                Deployed.at(new FakeClock(), StoreOptions.at(other).with(Optional.of(total)))) {
            measured.create("mnist", DesiredState.STOPPED);

            measured.ask(new RecordCheckpoints(1, List.of(checkpoint(10, null)), null));

            assertThat(measured.experiment(1).progress())
                    .isEqualTo(new TrainingProgress(null, 10L, null, 1e-4, ProgressUnit.EPOCH));
        }
    }
}
