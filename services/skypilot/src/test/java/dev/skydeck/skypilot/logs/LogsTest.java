package dev.skydeck.skypilot.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skydeck.messages.LogRequest.LogFilter;
import dev.skydeck.messages.LogRequest.LogPart;
import dev.skydeck.messages.LogRequest.ReadLog;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.JobKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers, streams and the disk, with a log server on a real socket that does what the test says. */
class LogsTest {
    private static final JobKey JOB = new JobKey(1, 7, 0);
    private static final LogLimits LIMITS = new LogLimits(64 << 10, 256 << 10, 10 << 20, 2);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    /** Streams that were asked for, in order; the newest is last. */
    private final List<HttpServerResponse> streams = new CopyOnWriteArrayList<>();

    private volatile int code;
    private HttpServer server;
    private Logs logs;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    request.response().setChunked(true).putHeader("x-skypilot-request-id", "r");
                    var unused = request.response().write("<sky-payload>\"<rich_init></rich_init>\"</sky-payload>\n");
                    streams.add(request.response());
                })
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        HttpClient client = vertx.createHttpClient();
        LogSource source = new LogSource() {
            @Override
            public Future<Stream> open(Target job, boolean follow) {
                return client.request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/jobs/logs")
                        .compose(request -> request.send())
                        .onSuccess(response -> response.pause())
                        .map(response -> new Stream("r", response));
            }

            @Override
            public Future<Integer> code(String requestId) {
                return Future.succeededFuture(code);
            }
        };
        logs = new Logs(vertx, source, folder.resolve("logs"), LIMITS);
        onContext(() -> {
            logs.start();
            logs.connected(1, null);
            return Future.succeededFuture();
        });
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private <T> T onContext(java.util.function.Supplier<Future<T>> act) throws Exception {
        Promise<T> done = Promise.promise();
        context.runOnContext(none -> act.get().onComplete(done));
        return done.future().await(20, TimeUnit.SECONDS);
    }

    private static ReadLog read(JobKey job, Optional<Long> from, boolean follow, int wait) {
        return new ReadLog(job, 1, true, true, !follow, from, Optional.empty(), follow, LogFilter.NONE, wait);
    }

    private LogPart part(ReadLog request) throws Exception {
        return onContext(() -> logs.read(request));
    }

    /** Reads until the text is there, and says where it goes on. */
    private long readUntil(String text, boolean follow) throws Exception {
        StringBuilder all = new StringBuilder();
        Optional<Long> at = Optional.empty();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (all.indexOf(text) < 0 && System.nanoTime() < end) {
            LogPart part = part(read(JOB, at, follow, 200));
            all.append(part.text());
            at = Optional.of(part.next());
        }
        assertThat(all).contains(text);
        return at.orElseThrow();
    }

    private HttpServerResponse stream(int number) {
        await().until(() -> streams.size() >= number);
        return streams.get(number - 1);
    }

    @Test
    void shouldAskSkyPilotOnceHoweverManyRead() throws Exception {
        // Given
        List<Future<LogPart>> first = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            first.add(Future.future(promise -> context.runOnContext(
                    none -> logs.read(read(JOB, Optional.of(0L), true, 2_000)).onComplete(promise))));
        }
        // When
        stream(1).write("one\n");
        // Then
        Future.all(first).await(20, TimeUnit.SECONDS);
        assertThat(first).allSatisfy(read -> assertThat(read.result().text()).isEqualTo("one\n"));
        assertThat(streams).hasSize(1);
    }

    @Test
    void shouldTellAReaderWhatWasDroppedBeforeHeCame() throws Exception {
        // Given
        long after = readUntilWritten("first\n");
        stream(1).write("x".repeat(999).concat("\n").repeat(2_000));
        stream(1).write("last\n");
        readUntil("last", true);
        // When
        LogPart part = part(read(JOB, Optional.of(after), true, 200));
        // Then
        assertThat(part.dropped()).isPositive();
        assertThat(part.dropped() + after + part.text().length()).isEqualTo(part.next());
    }

    private long readUntilWritten(String text) throws Exception {
        part(read(JOB, Optional.empty(), true, 10));
        stream(1).write(text);
        return readUntil(text, true);
    }

    @Test
    void shouldGoOnAfterABreakWithoutDoublingALine() throws Exception {
        // Given
        readUntilWritten("one\ntwo\n");
        stream(1).reset();
        // When
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            part(read(JOB, Optional.empty(), true, 100));
            return streams.size() == 2;
        });
        stream(2).write("one\ntwo\nthree\n");
        readUntil("three", true);
        // Then
        assertThat(whole()).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void shouldBeginAnewWhenSkyPilotShowsAnotherLog() throws Exception {
        // Given
        readUntilWritten("one\ntwo\n");
        stream(1).reset();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            part(read(JOB, Optional.empty(), true, 100));
            return streams.size() == 2;
        });
        // When
        stream(2).write("other\nlog\n");
        stream(3).write("other\nlog\nthree\n");
        readUntil("three", true);
        // Then
        assertThat(whole()).isEqualTo("other\nlog\nthree\n");
    }

    /** What is kept now. */
    private String whole() throws Exception {
        StringBuilder all = new StringBuilder();
        LogPart part = part(read(JOB, Optional.empty(), true, 10));
        do {
            part = part(read(JOB, Optional.of(part.next()), true, 10));
            all.append(part.text());
        } while (!part.text().isEmpty());
        return all.toString();
    }

    @Test
    void shouldEndWhenTheJobHasEnded() throws Exception {
        // Given
        long at = readUntilWritten("one\n");
        stream(1).end();
        // When, then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> part(read(JOB, Optional.of(at), true, 100)).ended());
    }

    @Test
    void shouldSayThatSkyPilotHasNoSuchLog() throws Exception {
        // Given
        code = 102;
        part(read(JOB, Optional.empty(), false, 10));
        stream(1).end();
        // When, then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThatThrownBy(() -> part(read(JOB, Optional.empty(), false, 100)))
                        .isInstanceOf(Failure.NotFound.class)
                        .hasMessage("SkyPilot has no log of job 7."));
    }

    @Test
    void shouldFollowNoMoreLogsThanItMay() throws Exception {
        // Given
        part(read(new JobKey(1, 1, 0), Optional.empty(), true, 10));
        part(read(new JobKey(1, 2, 0), Optional.empty(), true, 10));
        // When, then
        assertThatThrownBy(() -> part(read(new JobKey(1, 3, 0), Optional.empty(), true, 10)))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageStartingWith("SkyDeck follows 2 logs already");
    }

    @Test
    void shouldAskAnotherServerForNothing() throws Exception {
        // When, then
        assertThatThrownBy(() -> part(read(new JobKey(9, 1, 0), Optional.empty(), false, 10)))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(streams).isEmpty();
    }

    @Test
    void shouldTellThatARecoveryEndedThisAttempt() throws Exception {
        // Given
        long at = readUntilWritten("one\n");
        // When
        onContext(() -> {
            logs.superseded(JOB, 2);
            return Future.succeededFuture();
        });
        // Then
        LogPart part = part(read(JOB, Optional.of(at), true, 100));
        assertThat(part.ended()).isTrue();
        assertThat(part.sentence()).startsWith("The job was recovered");
    }

    @Test
    void shouldKeepALogThatNobodyReads() throws Exception {
        // Given
        onContext(() -> {
            logs.keep(new LogPlace(JOB, 1));
            return Future.succeededFuture();
        });
        // When
        stream(1).write("kept\n");
        stream(1).end();
        // Then
        await().atMost(Duration.ofSeconds(20)).until(() -> whole().equals("kept\n"));
        assertThat(streams).hasSize(1);
    }
}
