package dev.skydeck.messages.bus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.SkyPilotRequest;
import dev.skydeck.messages.SkyPilotRequest.CancelJob;
import dev.skydeck.messages.SkyPilotRequest.EndCluster;
import dev.skydeck.messages.SkyPilotRequest.LaunchJob;
import dev.skydeck.messages.SkyPilotRequest.LookUpLaunch;
import dev.skydeck.messages.SkyPilotRequest.PollNow;
import dev.skydeck.messages.SyncerRequest;
import dev.skydeck.messages.SyncerRequest.SyncNow;
import dev.skydeck.messages.model.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What the bus promises, once with all services in one process and once spread over two. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BusContractTest {
    private final Nodes.Form form;
    private Nodes nodes;
    private volatile Function<PollNow, Future<Boolean>> poll = request -> Future.succeededFuture(true);

    BusContractTest(Nodes.Form form) {
        this.form = form;
    }

    @BeforeAll
    void start() throws Exception {
        nodes = form.start();
        new VertxBus(nodes.answerer())
                .serve(SkyPilotRequest.class)
                .on(LaunchJob.class, request -> Future.succeededFuture(request.launchId() == 7))
                .on(CancelJob.class, request -> Future.succeededFuture(false))
                .on(EndCluster.class, request -> Future.succeededFuture(false))
                .on(LookUpLaunch.class, request -> Future.succeededFuture(false))
                .on(PollNow.class, request -> poll.apply(request))
                .start()
                .await(30, SECONDS);
    }

    @AfterAll
    void stop() throws Exception {
        nodes.close();
    }

    @Test
    void shouldAnswerWithTheTypeThatTheRequestNames() throws Exception {
        // When
        Boolean answer = asker().request(new LaunchJob(7, 1)).await(10, SECONDS);

        // Then
        assertThat(answer).isTrue();
    }

    @Test
    void shouldCarryEachTypedFailure() {
        List<Failure> failures = List.of(
                new Failure.NotFound("There is no experiment 7."),
                new Failure.Conflict("The name is taken."),
                new Failure.Invalid("Two fields are wrong.", List.of(new Problem("nodes", "int_type", "At least 1."))),
                new Failure.Unavailable(Failure.Unavailable.Reason.UNABLE, "The disk is full."));
        for (Failure failure : failures) {
            // Given
            poll = request -> Future.failedFuture(failure);

            // When / Then
            assertThatThrownBy(() -> asker().request(new PollNow(true)).await(10, SECONDS))
                    .isInstanceOf(failure.getClass())
                    .hasMessage(failure.sentence())
                    .satisfies(seen -> assertThat(problems(seen)).isEqualTo(problems(failure)));
        }
    }

    @Test
    void shouldAnswerBrokenWhenAHandlerThrows() {
        // Given
        poll = request -> {
            throw new IllegalStateException("a bug");
        };

        // When / Then
        assertThatThrownBy(() -> asker().request(new PollNow(true)).await(10, SECONDS))
                .isInstanceOf(Failure.Broken.class)
                .hasMessageContaining("PollNow failed: IllegalStateException");
    }

    @Test
    void shouldAnswerUnavailableWhenNoProcessPlaysTheRole() {
        assertThatThrownBy(() -> asker().request(new SyncNow()).await(10, SECONDS))
                .isInstanceOfSatisfying(
                        Failure.Unavailable.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Failure.Unavailable.Reason.ABSENT));
    }

    @Test
    void shouldAnswerUnavailableWhenTheAnswerDoesNotComeInTime() {
        // Given
        poll = request -> Promise.<Boolean>promise().future();
        Bus impatient = new VertxBus(nodes.asker(), Duration.ofMillis(200));

        // When / Then
        assertThatThrownBy(() -> impatient.request(new PollNow(false)).await(10, SECONDS))
                .isInstanceOfSatisfying(
                        Failure.Unavailable.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Failure.Unavailable.Reason.TIMED_OUT));
    }

    @Test
    void shouldBringAnEventToListenersOnEveryNode() throws Exception {
        // Given
        BlockingQueue<SourceReport> here = new LinkedBlockingQueue<>();
        BlockingQueue<SourceReport> there = new LinkedBlockingQueue<>();
        asker().subscribe(SourceReport.class, here::add).await(10, SECONDS);
        new VertxBus(nodes.answerer()).subscribe(SourceReport.class, there::add).await(10, SECONDS);
        SourceReport event = new SourceReport("s3", null, 1000, "The bucket is not there.");

        // When
        new VertxBus(nodes.answerer()).publish(event);

        // Then
        assertThat(here.poll(10, SECONDS)).isEqualTo(event);
        assertThat(there.poll(10, SECONDS)).isEqualTo(event);
    }

    @Test
    void shouldKeepListeningAfterAListenerThrew() throws Exception {
        // Given
        BlockingQueue<SourceReport> seen = new LinkedBlockingQueue<>();
        asker().subscribe(SourceReport.class, event -> {
                    seen.add(event);
                    throw new IllegalStateException("a bug in a listener");
                })
                .await(10, SECONDS);
        Bus publisher = new VertxBus(nodes.answerer());

        // When
        publisher.publish(new SourceReport("s3", 1L, 1, null));
        publisher.publish(new SourceReport("s3", 2L, 1, null));

        // Then
        assertThat(seen.poll(10, SECONDS)).isNotNull();
        assertThat(seen.poll(10, SECONDS)).isNotNull();
    }

    @Test
    void shouldRefuseToStartWhenARequestHasNoHandler() {
        Serving<SyncerRequest<?>> serving = servingSyncer();

        assertThatThrownBy(serving::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SyncNow");
    }

    @Test
    void shouldAnswerBrokenToAMessageThatIsNotUnderstoodThere() {
        // Given: a sender that puts another name on the wire, as a newer version would
        nodes.asker().eventBus().registerCodec(new NewerCodec());
        DeliveryOptions options = new DeliveryOptions().setCodecName("newer").setSendTimeout(5000);

        // When
        Future<?> reply = nodes.asker().eventBus().request(Leaves.address(PollNow.class), "poll_later", options);

        // Then
        assertThatThrownBy(() -> reply.await(10, SECONDS))
                .satisfies(seen -> assertThat(FailureWire.read("poll", seen)).isInstanceOf(Failure.Broken.class));
    }

    private Bus asker() {
        return new VertxBus(nodes.asker());
    }

    @SuppressWarnings("unchecked")
    private Serving<SyncerRequest<?>> servingSyncer() {
        return new VertxBus(nodes.answerer()).serve((Class<SyncerRequest<?>>) (Class<?>) SyncerRequest.class);
    }

    private static List<Problem> problems(Throwable failure) {
        return failure instanceof Failure.Invalid invalid ? invalid.problems() : List.of();
    }

    /** Writes a message whose type the other side does not know. */
    private static final class NewerCodec implements MessageCodec<String, Object> {
        @Override
        public void encodeToWire(Buffer buffer, String name) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            buffer.appendInt(bytes.length).appendBytes(bytes).appendInt(2).appendString("{}");
        }

        @Override
        public Object decodeFromWire(int pos, Buffer buffer) {
            return new MessageCodecs().decodeFromWire(pos, buffer);
        }

        @Override
        public Object transform(String name) {
            Buffer buffer = Buffer.buffer();
            encodeToWire(buffer, name);
            return decodeFromWire(0, buffer);
        }

        @Override
        public String name() {
            return "newer";
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}
