package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skydeck.messages.CheckpointRequest.SyncFolder;
import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import dev.skydeck.messages.CheckpointRequest.Whole;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.SyncerRequest;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The syncer against an S3 server and a store made for the test. */
class SyncerVerticleTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new VertxBus(vertx);
    private final FakeS3 s3 = new FakeS3();
    private final FakeStore store = new FakeStore();
    private final List<Event.SourceReport> reports = new CopyOnWriteArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        VertxBus.prepare(vertx);
        bus.subscribe(Event.SourceReport.class, reports::add).await(5, TimeUnit.SECONDS);
        vertx.deployVerticle(s3).await(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private void startStore() throws Exception {
        vertx.deployVerticle(store).await(5, TimeUnit.SECONDS);
    }

    private void startSyncer(@Nullable String bucket, String endpoint, Duration interval) throws Exception {
        S3Access s3Access = new S3Access(endpoint, "us-east-1", null, true, false, Duration.ofSeconds(4));
        SyncerOptions options =
                new SyncerOptions(s3Access, bucket, "policies", FilePatterns.ORIGINAL, MetricNames.DEFAULT, interval);
        vertx.deployVerticle(new SyncerVerticle(options)).await(5, TimeUnit.SECONDS);
    }

    private void startSyncer() throws Exception {
        startStore();
        startSyncer("bucket", s3.endpoint(), Duration.ofSeconds(60));
    }

    private void syncNow() throws Exception {
        bus.request(new SyncerRequest.SyncNow()).await(5, TimeUnit.SECONDS);
    }

    private static void eventually(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(condition::getAsBoolean);
    }

    private @Nullable String lastError() {
        return reports.isEmpty() ? null : reports.get(reports.size() - 1).error();
    }

    private void target(long id, String name, boolean active) {
        store.targets.add(new SyncTarget(id, List.of(new SyncFolder(name, null, null)), active, false));
    }

    private void put(String key) {
        s3.files.put(key, 1_000L);
    }

    private static Launch closed(long experimentId, String name) {
        ExperimentSpec spec = new ExperimentSpec(
                name, "run", null, null, Flags.NONE, 1, 1, null, null, null, false, null, null, false);
        return new Launch(
                1,
                experimentId,
                1,
                "sd1:i:1:1:abcdefghijklm",
                "x",
                LaunchState.CLOSED,
                1,
                1,
                spec,
                1L,
                "r",
                4L,
                false,
                0,
                LaunchEnd.JOB_ENDED,
                "SUCCEEDED",
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                false);
    }

    @Test
    void shouldRecordTheCheckpointsOfAllPages() throws Exception {
        target(1, "run.one", true);
        for (int i = 1; i <= 7; i++) {
            put("policies/run.one/run.one:v" + i + ".mpt");
        }
        put("policies/run.one/latest.mpt");
        put("policies/run.one2/v9.mpt");
        startSyncer();
        eventually(() -> store.epochs(1).size() == 7);
        assertThat(store.epochs(1)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void shouldListNamesOfAnyScript() throws Exception {
        target(1, "größe & co <1>", true);
        put("policies/größe & co <1>/v1.mpt");
        startSyncer();
        eventually(() -> !store.recorded.isEmpty());
        assertThat(store.recorded.get(0).found().get(0).uri()).isEqualTo("s3://bucket/policies/größe & co <1>/v1.mpt");
    }

    @Test
    void shouldRecordOnlyWhatIsNew() throws Exception {
        target(1, "x", true);
        put("policies/x/1.mpt");
        startSyncer();
        eventually(() -> store.recorded.size() == 1);
        eventually(() -> s3.listed.size() >= 2);
        put("policies/x/2.mpt");
        eventually(() -> store.recorded.size() == 2);
        assertThat(store.epochs(1)).containsExactly(1L, 1L, 2L);
    }

    @Test
    void shouldNotLetOneFailureKeepTheOthers() throws Exception {
        target(1, "bad", true);
        target(2, "unwritable", true);
        target(3, "good", true);
        put("policies/unwritable/1.mpt");
        put("policies/good/1.mpt");
        s3.answers.put("policies/bad/", FakeS3.error(403, "AccessDenied"));
        store.refused.add(2L);
        startSyncer();
        eventually(() -> !store.epochs(3).isEmpty() && lastError() != null);
        assertThat(lastError()).contains("(2 experiments)");
    }

    @Test
    void shouldSayWhenAllIsWellAgain() throws Exception {
        target(1, "x", true);
        put("policies/x/1.mpt");
        s3.answers.put("*", FakeS3.error(403, "AccessDenied"));
        startSyncer();
        eventually(() -> lastError() != null);
        assertThat(lastError()).contains("bucket", "AccessDenied", "credentials");
        s3.answers.clear();
        syncNow();
        eventually(() -> lastError() == null);
        assertThat(reports.get(reports.size() - 1).ageMillis()).isNotNull();
    }

    @Test
    void shouldNameABucketThatIsNotThere() throws Exception {
        target(1, "x", true);
        startStore();
        startSyncer("nowhere", s3.endpoint(), Duration.ofSeconds(60));
        eventually(() -> lastError() != null);
        assertThat(lastError()).isEqualTo("S3 has no bucket named nowhere.");
    }

    @Test
    void shouldSurviveAnswersThatAreNoListing() throws Exception {
        target(1, "x", true);
        s3.answers.put("*", new FakeS3.Answer(200, "<html>login</html><"));
        startSyncer();
        eventually(() -> lastError() != null);
    }

    @Test
    void shouldNotFollowARepeatedTokenForEver() throws Exception {
        target(1, "x", true);
        for (int i = 1; i <= 7; i++) {
            put("policies/x/" + i + ".mpt");
        }
        s3.repeatsToken = true;
        startSyncer();
        eventually(() -> lastError() != null);
        assertThat(lastError()).contains("again and again");
    }

    @Test
    void shouldSayThatS3IsNotThere() throws Exception {
        target(1, "x", true);
        startStore();
        startSyncer("bucket", "http://127.0.0.1:9", Duration.ofSeconds(60));
        eventually(() -> lastError() != null);
        assertThat(lastError()).startsWith("S3 could not be asked");
    }

    @Test
    void shouldLookAgainSoonAfterAJobEnded() throws Exception {
        target(8, "x", false);
        startSyncer();
        eventually(() -> reports.stream().anyMatch(report -> report.ageMillis() != null));
        put("policies/x/3.mpt");
        bus.publish(new Event.Changed(
                5, List.of(), List.of(), List.of(), List.of(), List.of(closed(8, "x")), List.of(), false));
        eventually(() -> !store.epochs(8).isEmpty());
    }

    @Test
    void shouldListOnDemand() throws Exception {
        target(1, "x", false);
        startSyncer();
        eventually(() -> reports.stream().anyMatch(report -> report.ageMillis() != null));
        target(2, "y", false);
        put("policies/y/3.mpt");
        syncNow();
        eventually(() -> !store.epochs(2).isEmpty());
    }

    @Test
    void shouldWaitForTheStore() throws Exception {
        target(1, "x", true);
        put("policies/x/1.mpt");
        startSyncer("bucket", s3.endpoint(), Duration.ofSeconds(1));
        eventually(() -> lastError() != null);
        startStore();
        eventually(() -> !store.epochs(1).isEmpty());
    }

    @Test
    void shouldDoNothingWithoutABucket() throws Exception {
        target(1, "x", true);
        startStore();
        startSyncer(null, s3.endpoint(), Duration.ofSeconds(60));
        syncNow();
        eventually(() -> !reports.isEmpty());
        assertThat(reports.get(0)).isEqualTo(new Event.SourceReport("s3", null, 60_000, null));
        assertThat(s3.listed).isEmpty();
    }

    @Test
    void shouldCollectBelowAllNames() throws Exception {
        Instant renamed = Instant.ofEpochSecond(2_000);
        store.targets.add(new SyncTarget(
                1, List.of(new SyncFolder("new", renamed, null), new SyncFolder("old", null, renamed)), true, false));
        s3.files.put("policies/old/v1.mpt", 1_500L);
        s3.files.put("policies/old/v2.mpt", 2_500L);
        s3.files.put("policies/new/v3.mpt", 1_500L);
        s3.files.put("policies/new/v4.mpt", 2_500L);

        startSyncer();

        eventually(() -> store.epochs(1).size() == 2);
        assertThat(store.epochs(1)).containsExactly(1L, 4L);
    }

    @Test
    void shouldSayOfWhichEpochsAListingShowsAll() throws Exception {
        target(1, "x", true);
        for (int i = 1; i <= 501; i++) {
            put("policies/x/" + i + ".mpt");
        }

        startSyncer();

        eventually(() -> store.recorded.size() == 2);
        List<String> folders = List.of("s3://bucket/policies/x/");
        assertThat(store.recorded)
                .extracting(request -> request.whole())
                .containsExactly(new Whole(0, 500, folders), new Whole(501, Long.MAX_VALUE, folders));
    }

    @Test
    void shouldSayThatAllAreGone() throws Exception {
        store.targets.add(new SyncTarget(1, List.of(new SyncFolder("x", null, null)), true, true));

        startSyncer();

        eventually(() -> !store.recorded.isEmpty());
        assertThat(store.recorded.get(0).whole())
                .isEqualTo(new Whole(0, Long.MAX_VALUE, List.of("s3://bucket/policies/x/")));
    }

    @Test
    void shouldListOnlyFoldersThatAreThereWhenManyAreNew() throws Exception {
        for (int i = 1; i <= 40; i++) {
            target(i, "run" + i, false);
        }
        put("policies/run7/v1.mpt");

        startSyncer();

        eventually(() -> reports.stream().anyMatch(report -> report.ageMillis() != null));
        assertThat(store.epochs(7)).containsExactly(1L);
        assertThat(s3.listed).containsExactly("policies/", "policies/run7/");
    }

    @Test
    void shouldLinkToAFileOfTheBucket() throws Exception {
        startSyncer();

        String url = bus.request(new SyncerRequest.SignLink("s3://bucket/policies/x/run:v1 é.mpt", 60))
                .await(5, TimeUnit.SECONDS)
                .url();

        assertThat(url).startsWith(s3.endpoint() + "/bucket/policies/x/run%3Av1%20%C3%A9.mpt");
    }

    @Test
    void shouldSignALinkWhereThereAreCredentials() throws Exception {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "secret");
        try {
            startSyncer();

            String url = bus.request(new SyncerRequest.SignLink("s3://bucket/policies/x/v1.mpt", 60))
                    .await(5, TimeUnit.SECONDS)
                    .url();

            assertThat(url).contains("X-Amz-Expires=60", "X-Amz-Signature=").doesNotContain("secret");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void shouldNotLinkToAFileOfAnotherBucket() throws Exception {
        startSyncer();

        assertThatThrownBy(() -> bus.request(new SyncerRequest.SignLink("s3://bucket2/x", 60))
                        .await(5, TimeUnit.SECONDS))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldListEachFolderOfAServerThatShowsNone() throws Exception {
        s3.knowsFolders = false;
        for (int i = 1; i <= 40; i++) {
            target(i, "run" + i, false);
        }
        put("policies/run7/v1.mpt");

        startSyncer();

        eventually(() -> store.epochs(7).equals(List.of(1L)));
    }

    @Test
    void shouldListALargeFolderFromItsNewestCheckpointOn() throws Exception {
        target(1, "x", true);
        for (int i = 11; i <= 19; i++) {
            s3.files.put("policies/x/v" + i + ".mpt", (long) i);
        }
        startSyncer();
        eventually(() -> store.epochs(1).size() == 9);
        int whole = s3.listed.size();

        s3.files.put("policies/x/v20.mpt", 20L);
        s3.put("policies/x/metrics.jsonl", "{\"step\":1}\n");

        eventually(() -> store.epochs(1).size() == 10 && !store.portions.isEmpty());
        assertThat(store.epochs(1)).endsWith(20L);
        assertThat(store.recorded.get(1).whole()).isNull();
        assertThat(s3.listed.subList(whole, s3.listed.size())).containsOnly("policies/x/ after policies/x/v19");
    }
}
