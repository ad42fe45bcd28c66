package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skydeck.skypilot.Transport.Reply;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Raw sockets that do what no HTTP server of a library would. */
class TransportTest {
    private static final Duration LONG = Duration.ofSeconds(8);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final Transport transport = new HttpTransport(vertx, 64 << 10);
    private final List<Buffer> received = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    @AfterEach
    void stop() {
        transport.close();
        Await.result(vertx.close());
    }

    /** Answers the first bytes of each connection so. */
    private int server(Handler<NetSocket> answer) {
        NetServer server = vertx.createNetServer().connectHandler(socket -> {
            socket.closeHandler(gone -> closed.set(true));
            socket.handler(bytes -> {
                received.add(bytes);
                if (received.size() == 1) {
                    answer.handle(socket);
                }
            });
        });
        return Await.result(server.listen(0, "127.0.0.1")).actualPort();
    }

    private Reply post(String uri, Duration writeWithin, Duration answerWithin) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        return Await.result(
                transport.exchange(HttpMethod.POST, uri, headers, Buffer.buffer("{}"), writeWithin, answerWithin));
    }

    @Test
    void shouldReadAWholeAnswer() {
        // Given
        int port = server(socket -> socket.write("HTTP/1.1 200 OK\r\ncontent-length: 4\r\nx-one: 1\r\n\r\nnull"));
        // When
        Reply reply = post("http://127.0.0.1:" + port, LONG, LONG);
        // Then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-One")).isEqualTo("1");
        assertThat(reply.body().toString()).isEqualTo("null");
    }

    @Test
    void shouldSayUnsentWhenTlsIsNeverAnswered() {
        // Given
        int port = server(socket -> {});
        // When, then
        assertThatThrownBy(() -> post("https://127.0.0.1:" + port, SHORT, LONG)).isInstanceOf(Transport.Unsent.class);
    }

    @Test
    void shouldSayUnsentWhenTheOtherSideSpeaksNoTls() {
        // Given
        int port = server(socket -> socket.end(Buffer.buffer("HTTP/1.1 400 Bad Request\r\n\r\n")));
        // When, then
        assertThatThrownBy(() -> post("https://127.0.0.1:" + port, LONG, LONG)).isInstanceOf(Transport.Unsent.class);
    }

    @Test
    void shouldSayUnsentWhenTheConnectionEndsWithinTheTlsHandshake() {
        // Given
        int port = server(NetSocket::close);
        // When, then
        assertThatThrownBy(() -> post("https://127.0.0.1:" + port, LONG, LONG)).isInstanceOf(Transport.Unsent.class);
    }

    @Test
    void shouldNotTakeACutAnswerForAWholeOne() {
        // Given
        int port = server(
                socket -> socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\nx-skypilot-request-id: a\r\n\r\nnu")
                        .onComplete(done -> socket.close()));
        // When, then
        assertThatThrownBy(() -> post("http://127.0.0.1:" + port, LONG, LONG)).isNotInstanceOf(Transport.Unsent.class);
    }

    @Test
    void shouldNotTakeAResetAfterTheRequestForUnsent() {
        // Given
        int port = server(NetSocket::close);
        // When, then
        assertThatThrownBy(() -> post("http://127.0.0.1:" + port, LONG, LONG)).isNotInstanceOf(Transport.Unsent.class);
        assertThat(received).isNotEmpty();
    }

    @Test
    void shouldEndWhenTheServerNeverAnswers() {
        // Given
        int port = server(socket -> {});
        // When, then
        assertThatThrownBy(() -> post("http://127.0.0.1:" + port, LONG, SHORT))
                .isNotInstanceOf(Transport.Unsent.class)
                .hasMessageStartingWith("no whole answer within");
    }

    @Test
    void shouldEndWhenTheServerDripsItsAnswer() {
        // Given
        int port = server(socket -> {
            socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            vertx.setPeriodic(20, tick -> socket.write("1\r\n \r\n"));
        });
        // When, then
        assertThatThrownBy(() -> post("http://127.0.0.1:" + port, LONG, SHORT))
                .hasMessageStartingWith("no whole answer within");
        await().untilTrue(closed);
    }

    @Test
    void shouldStopReadingAnAnswerWithoutEnd() {
        // Given
        String kilobyte = "400\r\n" + "x".repeat(1024) + "\r\n";
        int port = server(socket -> {
            socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            vertx.setPeriodic(1, tick -> socket.write(kilobyte.repeat(8)));
        });
        // When, then
        assertThatThrownBy(() -> post("http://127.0.0.1:" + port, LONG, LONG))
                .hasMessageStartingWith("the answer is larger than");
        await().untilTrue(closed);
    }

    @Test
    void shouldNotHoldUpAPostBehindReadingsThatWait() {
        // Given
        int port = Await.result(vertx.createHttpServer()
                        .requestHandler(request -> {
                            if (request.method().equals(HttpMethod.POST)) {
                                request.response().end("null");
                            } else {
                                received.add(Buffer.buffer(request.path()));
                            }
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
        String uri = "http://127.0.0.1:" + port;
        for (int i = 0; i < 40; i++) {
            transport.exchange(HttpMethod.GET, uri, MultiMap.caseInsensitiveMultiMap(), null, LONG, LONG);
        }
        await().until(() -> received.size() == 40);
        // When
        Reply reply = post(uri, SHORT, LONG);
        // Then
        assertThat(reply.status()).isEqualTo(200);
    }
}
