package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.MetricRequest.EpochSideCar;
import dev.skydeck.messages.MetricRequest.MetricFileState;
import dev.skydeck.messages.MetricRequest.ReadSideCar;
import dev.skydeck.messages.MetricRequest.RecordMetrics;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.SideCar;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of numbers on an S3 server made for the test. */
class MetricReaderTest {
    private static final String KEY = "p/x/metrics.jsonl";
    private static final String URI = "s3://bucket/" + KEY;

    private final Vertx vertx = Vertx.vertx();
    private final FakeS3 s3 = new FakeS3();
    private final FakeStore store = new FakeStore();
    private Bucket bucket;
    private MetricReader reader;

    @BeforeEach
    void prepare() throws Exception {
        VertxBus.prepare(vertx);
        vertx.deployVerticle(s3).await(30, TimeUnit.SECONDS);
        vertx.deployVerticle(store).await(30, TimeUnit.SECONDS);
        SyncerOptions options = new SyncerOptions(
                new S3Access(s3.endpoint(), "us-east-1", null, true, false, Duration.ofSeconds(30)),
                "bucket",
                "p",
                FilePatterns.ORIGINAL,
                MetricNames.DEFAULT,
                Duration.ofSeconds(60));
        bucket = S3Bucket.open(vertx, options, "bucket").await(30, TimeUnit.SECONDS);
        reader = new MetricReader(new VertxBus(vertx), bucket, "bucket");
    }

    @AfterEach
    void close() throws Exception {
        bucket.close().await(30, TimeUnit.SECONDS);
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private S3File listed(String key) throws Exception {
        return bucket.list("p/x/", null).await(30, TimeUnit.SECONDS).files().stream()
                .filter(file -> file.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private boolean read() throws Exception {
        return reader.file(1, listed(KEY)).await(30, TimeUnit.SECONDS);
    }

    private static String lines(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int step = from; step < to; step++) {
            text.append("{\"step\":").append(step).append(",\"loss\":0.5}\n");
        }
        return text.toString();
    }

    private List<Long> steps() {
        return store.portions.stream()
                .flatMap(portion -> portion.part().lines().stream())
                .map(line -> Objects.requireNonNull(line.step()))
                .toList();
    }

    @Test
    void shouldReadOnlyWhatIsNew() throws Exception {
        s3.put(KEY, lines(0, 100));
        read();
        s3.put(KEY, lines(0, 101));

        boolean whole = read();

        assertThat(whole).isTrue();
        assertThat(steps()).hasSize(101).endsWith(100L);
        assertThat(s3.parts.get(1)).startsWith(KEY + " bytes=" + (lines(0, 100).length() - MetricReader.TAIL) + "-");
    }

    @Test
    void shouldAskForNothingWhenTheFileIsAsItWas() throws Exception {
        s3.put(KEY, lines(0, 3));
        read();

        read();

        assertThat(s3.parts).hasSize(1);
    }

    @Test
    void shouldLeaveALineThatIsNotWholeUntilItIs() throws Exception {
        s3.put(KEY, lines(0, 2) + "{\"step\":2,");
        read();
        s3.put(KEY, lines(0, 3));

        read();

        assertThat(steps()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void shouldReadAFileAnewThatWasWrittenAnew() throws Exception {
        s3.put(KEY, lines(0, 10));
        read();
        s3.put(KEY, lines(50, 70));

        read();

        RecordMetrics last = store.portions.get(store.portions.size() - 1);
        assertThat(last.from()).isZero();
        assertThat(last.part().lines()).hasSize(20);
    }

    @Test
    void shouldReadAFileAnewThatBecameShorter() throws Exception {
        s3.put(KEY, lines(0, 10));
        read();
        s3.put(KEY, lines(0, 5));

        read();

        assertThat(store.files.get(URI)).extracting(MetricFileState::read).isEqualTo((long)
                lines(0, 5).length());
    }

    @Test
    void shouldReadALargeFileInPortions() throws Exception {
        s3.put(KEY, lines(0, 10_000));

        boolean whole = read();

        assertThat(whole).isTrue();
        assertThat(store.portions).hasSizeGreaterThan(3);
        assertThat(steps()).hasSize(10_000);
        assertThat(steps().get(9_999)).isEqualTo(9_999);
    }

    @Test
    void shouldPassOverALineLongerThanAPortion() throws Exception {
        s3.put(KEY, "x".repeat(3 * MetricReader.PORTION) + "\n" + lines(0, 1));

        boolean whole = read();

        assertThat(whole).isTrue();
        assertThat(steps()).containsExactly(0L);
        assertThat(store.portions.stream()
                        .mapToInt(one -> one.part().unreadable())
                        .sum())
                .isPositive();
    }

    @Test
    void shouldLeaveAFileThatChangedSinceItWasListed() throws Exception {
        s3.put(KEY, lines(0, 10));
        S3File before = listed(KEY);
        s3.put(KEY, lines(0, 11));

        boolean whole = reader.file(1, before).await(30, TimeUnit.SECONDS);

        assertThat(whole).isTrue();
        assertThat(store.portions).isEmpty();
    }

    @Test
    void shouldSayThatAServerKnowsNoParts() throws Exception {
        s3.put(KEY, lines(0, 100));
        read();
        s3.knowsRanges = false;
        s3.put(KEY, lines(0, 101));

        assertThatThrownBy(this::read).isInstanceOf(S3Failure.class).hasMessageContaining("parts of a file");
    }

    @Test
    void shouldReadAnEmptyFile() throws Exception {
        s3.put(KEY, "");

        boolean whole = read();

        assertThat(whole).isTrue();
        assertThat(s3.parts).isEmpty();
    }

    private void sideCar(long epoch, String content) throws Exception {
        String key = "p/x/v" + epoch + ".json";
        s3.put(key, content);
        store.sideCars.add(new EpochSideCar(
                epoch, new SideCar("s3://bucket/" + key, listed(key).version())));
    }

    @Test
    void shouldReadTheNumbersBesideCheckpointsExactly() throws Exception {
        sideCar(1, "{\"reward\": 0.50, \"eval\": {\"n\": 9007199254740993}, \"note\": \"x\", \"bad\": NaN}");

        boolean whole = reader.sideCars(1).await(30, TimeUnit.SECONDS);

        assertThat(whole).isTrue();
        assertThat(store.read.get(1L))
                .extracting(ReadSideCar::values)
                .isEqualTo(new Flags(
                        Map.of("reward", new FlagValue.Dec("0.50"), "eval.n", new FlagValue.Int("9007199254740993"))));
    }

    @Test
    void shouldReadManyFilesBesideCheckpoints() throws Exception {
        for (int epoch = 1; epoch <= 120; epoch++) {
            sideCar(epoch, "{\"reward\": " + epoch + "}");
        }

        reader.sideCars(1).await(20, TimeUnit.SECONDS);

        assertThat(store.read).hasSize(120);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "no", ""})
    void shouldSayWhatIsWrongWithAFileBesideACheckpoint(String content) throws Exception {
        sideCar(1, content.isEmpty() ? "x".repeat(MetricReader.PORTION + 1) : content);

        reader.sideCars(1).await(30, TimeUnit.SECONDS);

        assertThat(store.read.get(1L))
                .satisfies(read -> assertThat(read.values()).isNull());
        assertThat(store.read.get(1L))
                .satisfies(read -> assertThat(read.problem()).isNotBlank());
    }

    @Test
    void shouldKeepWhatWasReadBeforeAFileFailed() throws Exception {
        sideCar(1, "{\"a\":1}");
        sideCar(2, "{\"a\":2}");
        s3.answers.put("p/x/v2.json", FakeS3.error(403, "AccessDenied"));

        assertThatThrownBy(() -> reader.sideCars(1).await(30, TimeUnit.SECONDS)).isInstanceOf(S3Failure.class);

        assertThat(store.read).containsOnlyKeys(1L);
    }

    @Test
    void shouldNotHangOnAFileThatIsGone() throws Exception {
        store.sideCars.add(new EpochSideCar(3, new SideCar("s3://bucket/p/x/v3.json", "\"e\"")));

        assertThat(reader.sideCars(1).await(30, TimeUnit.SECONDS)).isTrue();
    }
}
