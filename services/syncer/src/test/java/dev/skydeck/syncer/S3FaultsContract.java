package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.skydeck.messages.CheckpointRequest.RecordCheckpoints;
import dev.skydeck.messages.CheckpointRequest.SyncFolder;
import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.SyncerRequest.SignLink;
import dev.skydeck.messages.SyncerRequest.SyncNow;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.FoundCheckpoint;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the syncer makes of an S3 server that goes wrong; the same for servers of any make. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class S3FaultsContract {
    private static final long BAD = 1;
    private static final long GOOD = 2;

    private S3Server real;
    private int turn;
    /** Each test has folders of its own on the one server. */
    private String bad;

    private String good;
    private Vertx vertx;
    private Bus bus;
    private FaultyS3 s3;
    private FakeStore store;
    private final List<SourceReport> reports = new CopyOnWriteArrayList<>();

    abstract S3Server start(Path folder) throws Exception;

    @BeforeAll
    void givenAServer(@TempDir Path folder) throws Exception {
        real = start(folder);
        real.createBucket();
    }

    @AfterAll
    void stopServer() throws Exception {
        real.close();
    }

    @BeforeEach
    void givenTwoExperiments() throws Exception {
        turn++;
        bad = "bad" + turn;
        good = "good" + turn;
        vertx = Vertx.vertx();
        VertxBus.prepare(vertx);
        bus = new VertxBus(vertx);
        s3 = new FaultyS3(vertx, real);
        store = new FakeStore();
        reports.clear();
        bus.subscribe(SourceReport.class, reports::add).await(5, TimeUnit.SECONDS);
        vertx.deployVerticle(s3).await(5, TimeUnit.SECONDS);
        vertx.deployVerticle(store).await(5, TimeUnit.SECONDS);
        target(BAD, bad);
        target(GOOD, good);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    /** Ended ones: nothing but {@link #syncNow} has them listed again. */
    private void target(long id, String name) {
        store.targets.add(new SyncTarget(id, List.of(new SyncFolder(name, null, null)), false, true));
    }

    private void startSyncer() throws Exception {
        startSyncer(true);
    }

    private void startSyncer(boolean anonymous) throws Exception {
        S3Access access = new S3Access(s3.endpoint(), "us-east-1", null, true, anonymous, Duration.ofSeconds(4));
        vertx.deployVerticle(new SyncerVerticle(new SyncerOptions(
                        access,
                        "bucket",
                        "policies",
                        FilePatterns.ORIGINAL,
                        MetricNames.DEFAULT,
                        Duration.ofMinutes(10))))
                .await(5, TimeUnit.SECONDS);
    }

    private void syncNow() throws Exception {
        reports.clear();
        bus.request(new SyncNow()).await(5, TimeUnit.SECONDS);
    }

    private String prefix(String name) {
        return "policies/" + name + "/";
    }

    private void put(String name, int epoch) throws Exception {
        assertThat(real.put(prefix(name) + "v" + epoch + ".mpt", "hello")).isBetween(200, 299);
    }

    private static void eventually(ThrowingRunnable assertion) {
        within(Duration.ofSeconds(60), assertion);
    }

    private static void within(Duration patience, ThrowingRunnable assertion) {
        await().atMost(patience).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    private String lastError() {
        return reports.isEmpty()
                ? "none yet"
                : String.valueOf(reports.get(reports.size() - 1).error());
    }

    private void givenBothWereSynced() throws Exception {
        put(bad, 1);
        put(good, 1);
        startSyncer();
        eventually(() -> {
            assertThat(store.epochs(BAD)).contains(1L);
            assertThat(store.epochs(GOOD)).contains(1L);
            assertThat(lastError()).isEqualTo("null");
        });
    }

    private List<FoundCheckpoint> recorded(long id) {
        return store.recorded.stream()
                .filter(request -> request.experimentId() == id)
                .flatMap(request -> request.found().stream())
                .toList();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("403", S3Fault.error(403, "AccessDenied"), "(AccessDenied): check the credentials"),
                arguments("wrong clock", S3Fault.error(403, "RequestTimeTooSkewed"), "set the clock"),
                arguments(
                        "boundless code", S3Fault.error(403, "A".repeat(1_000_000)), "S3 answered 403 for the bucket"),
                arguments("no bucket", S3Fault.error(404, "NoSuchBucket"), "no bucket named bucket"),
                arguments("500", S3Fault.error(500, "InternalError"), "500 InternalError"),
                arguments("SlowDown", S3Fault.error(503, "SlowDown"), "asked too often (503 SlowDown)"),
                arguments("reset in the body", S3Fault.reset(), "S3 could not be asked"),
                arguments("cut XML", S3Fault.cut(), "S3's answer could not be read"),
                arguments("entity bomb", S3Fault.bomb(), "S3's answer could not be read"),
                arguments("repeated token", S3Fault.repeatedToken(), "again and again"),
                arguments("looping token", S3Fault.circle(), "again and again"),
                arguments("the same page for ever", S3Fault.samePage(), "again and again"),
                arguments("endless body", S3Fault.endless(), "longer than 16 MiB"),
                arguments(
                        "size beyond numbers", S3Fault.also("policies/x/v1.mpt", "9".repeat(30)), "could not be read"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void shouldGoOnWithTheOthersAndSayWhy(String name, S3Fault fault, String reason) throws Exception {
        // Given
        givenBothWereSynced();
        put(good, 2);
        s3.faults.put(prefix(bad), fault);
        // When
        syncNow();
        // Then
        eventually(() -> {
            assertThat(store.epochs(GOOD)).contains(2L);
            assertThat(lastError()).contains(reason);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void shouldLoseNothingAndCatchUp(String name, S3Fault fault, String reason) throws Exception {
        // Given
        givenBothWereSynced();
        put(bad, 2);
        s3.faults.put(prefix(bad), fault);
        syncNow();
        eventually(() -> assertThat(lastError()).contains(reason));
        // When
        s3.faults.clear();
        syncNow();
        // Then
        eventually(() -> {
            assertThat(store.epochs(BAD)).contains(2L);
            assertThat(lastError()).isEqualTo("null");
        });
        // What a listing shows wholly must hold what was there all the time.
        assertThat(store.recorded)
                .filteredOn(request -> request.experimentId() == BAD && request.whole() != null)
                .extracting(RecordCheckpoints::found)
                .allSatisfy(found ->
                        assertThat(found).extracting(FoundCheckpoint::epoch).contains(1L));
    }

    @Test
    void shouldComeThroughTwentySlowDowns() throws Exception {
        put(bad, 1);
        put(good, 1);
        s3.faults.put("*", S3Fault.times(20, S3Fault.error(503, "SlowDown")));

        startSyncer();

        eventually(() -> {
            assertThat(store.epochs(BAD)).contains(1L);
            assertThat(store.epochs(GOOD)).contains(1L);
        });
    }

    @Test
    void shouldLeaveAServerThatIsAskedTooOftenAlone() throws Exception {
        for (int id = 3; id <= 200; id++) {
            target(id, "many" + turn + "-" + id);
        }
        s3.faults.put("*", S3Fault.error(503, "SlowDown"));

        startSyncer();

        eventually(() -> assertThat(lastError()).contains("asked too often"));
        // A few at once, each with what the client repeats; not two hundred.
        assertThat(s3.listed).hasSizeLessThan(100);
    }

    @Test
    void shouldReachTheOthersThoughManyFailFirst() throws Exception {
        put(good, 1);
        for (int id = 3; id <= 22; id++) {
            String name = "many" + turn + "-" + id;
            store.targets.add(0, new SyncTarget(id - 100, List.of(new SyncFolder(name, null, null)), false, true));
            s3.faults.put(prefix(name), S3Fault.error(500, "InternalError"));
        }

        startSyncer();

        eventually(() -> assertThat(store.epochs(GOOD)).contains(1L));
    }

    @Test
    void shouldRecordThePagesBeforeTheOneThatFails() throws Exception {
        for (int epoch = 1; epoch <= 5; epoch++) {
            put(bad, epoch);
        }
        s3.faults.put(prefix(bad), S3Fault.afterPages(2, 2, S3Fault.error(403, "AccessDenied")));

        startSyncer();

        eventually(() -> {
            assertThat(store.epochs(BAD)).contains(1L, 2L, 3L, 4L);
            assertThat(lastError()).contains("AccessDenied");
        });
        assertThat(store.recorded)
                .filteredOn(request -> request.experimentId() == BAD)
                .allSatisfy(request -> assertThat(request.whole()).isNull());
    }

    @Test
    void shouldReadAThousandPages() throws Exception {
        real.putAll(IntStream.rangeClosed(1, 1_000)
                .mapToObj(epoch -> prefix(bad) + "v" + epoch + ".mpt")
                .toList());
        s3.faults.put(prefix(bad), S3Fault.pagesOf(1));

        startSyncer();

        // For each page some servers look at all that there is.
        within(Duration.ofMinutes(3), () -> assertThat(store.epochs(BAD)).hasSize(1_000));
    }

    @Test
    void shouldSayThatTheRestIsLeftOut() throws Exception {
        put(good, 1);
        s3.faults.put(prefix(bad), S3Fault.emptyPages());

        startSyncer();

        eventually(() -> {
            assertThat(store.epochs(GOOD)).contains(1L);
            assertThat(lastError()).contains("More than 1000000 files begin with " + prefix(bad));
        });
    }

    @Test
    void shouldReadASlowServerInSmallerPages() throws Exception {
        // At ten kilobytes a second such a page takes longer than an answer may.
        real.putAll(IntStream.rangeClosed(1, 300)
                .mapToObj(epoch -> prefix(bad) + "x".repeat(100) + "-v" + epoch + ".mpt")
                .toList());
        s3.faults.put(prefix(bad), S3Fault.slow(2_000));

        startSyncer();

        eventually(() -> assertThat(store.epochs(BAD)).hasSize(300));
    }

    @Test
    void shouldKeepSizesAsTheyAre() throws Exception {
        real.put(prefix(bad) + "v1.mpt", "");
        s3.faults.put(prefix(bad), S3Fault.also(prefix(bad) + "v2.mpt", Long.toString(50L << 30)));

        startSyncer();

        eventually(() ->
                assertThat(recorded(BAD)).extracting(FoundCheckpoint::size).containsExactly(0L, 50L << 30));
    }

    @Test
    void shouldReadNoFileOfThisMachine() throws Exception {
        givenBothWereSynced();
        s3.faults.put(prefix(bad), S3Fault.outsideEntity("file:///etc/hostname", prefix(bad)));

        syncNow();

        eventually(() -> assertThat(lastError()).contains("S3's answer could not be read"));
        assertThat(store.epochs(BAD)).doesNotContain(9L);
    }

    static Stream<String> oddKeys() {
        return Stream.of(
                "a%2fb/v7.mpt",
                "a%252Fb/v7.mpt",
                "a+b c/v7.mpt",
                "%s ?&#;=@:'\"<>[]{}|^`~$!*()/v7.mpt",
                "größe-\uD83D\uDE00/v7.mpt",
                "..v7.mpt",
                "a../..b/v7.mpt");
    }

    @ParameterizedTest
    @MethodSource("oddKeys")
    void shouldLinkToExactlyThatKey(String key) throws Exception {
        assertThat(real.put(prefix(bad) + key, "just this")).isBetween(200, 299);
        startSyncer();
        eventually(() -> assertThat(recorded(BAD))
                .extracting(FoundCheckpoint::uri)
                .containsExactly("s3://bucket/" + prefix(bad) + key));

        String link = link(recorded(BAD).get(0).uri());

        assertThat(downloaded(link)).isEqualTo("just this");
    }

    @ParameterizedTest
    @MethodSource("oddKeys")
    void shouldSignALinkToExactlyThatKey(String key) throws Exception {
        assertThat(real.put(prefix(bad) + key, "just this")).isBetween(200, 299);
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "secret");
        try {
            startSyncer(false);

            String link = link("s3://bucket/" + prefix(bad) + key);

            assertThat(link).contains("X-Amz-Signature=");
            assertThat(downloaded(link)).isEqualTo("just this");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    private String link(String uri) throws Exception {
        return bus.request(new SignLink(uri, 60)).await(5, TimeUnit.SECONDS).url();
    }

    private static String downloaded(String link) throws Exception {
        return S3Server.send(HttpRequest.newBuilder(URI.create(link)).build()).body();
    }

    @Test
    void shouldTakeAKeyAsLongAsS3Allows() throws Exception {
        String before = prefix(bad) + "a/";
        String parts = Stream.generate(() -> "k".repeat(200) + "/").limit(5).reduce("", String::concat);
        String key = before + parts.substring(before.length() + 6) + "v7.mpt";
        assertThat(key).hasSize(1_005);
        String longest = key.replace("v7.mpt", "x".repeat(19) + "v7.mpt");
        assertThat(real.put(longest, "hello")).isBetween(200, 299);

        startSyncer();

        eventually(() ->
                assertThat(recorded(BAD)).extracting(FoundCheckpoint::uri).containsExactly("s3://bucket/" + longest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/v7.mpt",
                "./v7.mpt",
                "a/%2E%2E/v7.mpt",
                "a%0Ab/v7.mpt",
                "a%0Db/v7.mpt",
                "a%00b/v7.mpt",
                "a%C2%85b/v7.mpt",
                "a%FFb/v7.mpt",
                "a%5C..%5Cv7.mpt"
            })
    void shouldLeaveOutAKeyThatMeansSomethingElseElsewhere(String written) throws Exception {
        put(bad, 1);
        // No server takes all of these; a hostile one may show them.
        s3.faults.put(prefix(bad), S3Fault.also(prefix(bad) + written, "5"));

        startSyncer();

        eventually(() -> assertThat(lastError()).startsWith("Files are left out (1 below " + prefix(bad) + ")"));
        assertThat(store.epochs(BAD)).containsExactly(1L);
    }

    @Test
    void shouldSayWhichKeyIsLeftOutAndSyncTheRest() throws Exception {
        put(bad, 1);
        s3.faults.put(prefix(bad), S3Fault.also(prefix(bad) + "../v7.mpt", "5"));

        startSyncer();

        eventually(() -> assertThat(lastError())
                .isEqualTo("Files are left out (1 below " + prefix(bad) + "): the key " + prefix(bad)
                        + "../v7.mpt has the part \"..\"."));
        assertThat(store.epochs(BAD)).containsExactly(1L);
        assertThat(reports.get(reports.size() - 1).ageMillis()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%0Ab/v7.mpt", "a%5Cb/v7.mpt", "..%2fv7.mpt", "a%00b/v7.mpt"})
    void shouldLeaveOutWhatAServerMayTake(String written) throws Exception {
        put(bad, 1);
        // Some servers refuse such a key, some take another for it.
        S3Server.send(HttpRequest.newBuilder(URI.create(real.endpoint() + "/bucket/" + prefix(bad) + written))
                .header("content-type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofString("hello"))
                .build());

        startSyncer();

        eventually(() -> assertThat(store.epochs(BAD)).contains(1L));
        assertThat(store.epochs(BAD)).doesNotContain(7L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"policies/x/../../secret", "policies/x/./v1.mpt", "policies/x/a\nb"})
    void shouldNotLinkToWhatABrowserWouldReadAsAnotherKey(String key) throws Exception {
        startSyncer();

        assertThatThrownBy(() ->
                        bus.request(new SignLink("s3://bucket/" + key, 60)).await(5, TimeUnit.SECONDS))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("There is no link to a file whose key");
    }
}
