package dev.skydeck.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.skydeck.launcher.ApiFixture.Got;
import io.vertx.core.eventbus.DeliveryContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Where secrets must not turn up: the log, the bus, answers, and the files beside the one for the command line. */
class SecretsTest extends Guarded {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Queue<String> onTheBus = new ConcurrentLinkedQueue<>();
    private Level before = Level.INFO;

    @BeforeEach
    void listen() {
        before = root.getLevel();
        root.setLevel(Level.DEBUG);
        log.start();
        root.addAppender(log);
        api.vertx.eventBus().addInboundInterceptor(this::heard);
        api.vertx.eventBus().addOutboundInterceptor(this::heard);
    }

    private void heard(DeliveryContext<Object> delivery) {
        onTheBus.add(String.valueOf(delivery.body()));
        delivery.next();
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
        root.setLevel(before);
    }

    @Test
    void shouldTurnUpNowhereButInTheAnswerThatMakesThem() throws Exception {
        Got created = bearing(admin, "POST", "/api/tokens", body("ci", "operate"));
        String ci = token(created);
        Got opened = api.post("/api/session", "{\"token\":\"" + ci + "\"}");
        String cookie = String.valueOf(opened.headers().get("Set-Cookie")).split(";", -1)[0];
        StringBuilder answers = new StringBuilder(opened.text());
        for (String path : List.of("/api/session", "/api/history", "/api/health", "/api/nothing", "/api/events/x")) {
            answers.append(with("GET", path, null, "Cookie", cookie).text());
            answers.append(bearing(admin, "GET", path, null).text());
        }
        answers.append(bearing(admin, "GET", "/api/tokens", null).text());
        answers.append(bearing(ci + "x", "GET", "/api/groups", null).text());
        answers.append(bearing(ci, "DELETE", "/api/tokens/1", null).text());
        answers.append(api.post("/api/session", "{\"token\":\"" + ci + "x\"}").text());
        answers.append(api.post("/api/session", "{\"token\":[\"" + ci + "\"]}").text());
        answers.append(api.post("/api/session", "{\"token\":\"" + ci).text());
        answers.append(bearing(admin, "DELETE", "/api/tokens/2", null).text());

        String session = cookie.substring(cookie.indexOf('=') + 1);
        assertThat(session).hasSize(43);
        for (String secret : List.of(admin, ci, session)) {
            assertThat(answers.toString()).doesNotContain(secret);
            assertThat(logged()).doesNotContain(secret);
            assertThat(onTheBus.toString()).doesNotContain(secret);
            assertThat(files()).doesNotContain(secret);
        }
        assertThat(onTheBus.toString()).contains("CreateToken");
    }

    private String logged() {
        return Stream.concat(
                        log.list.stream().map(ILoggingEvent::getFormattedMessage),
                        log.list.stream().map(event -> String.valueOf(event.getKeyValuePairs())))
                .collect(Collectors.joining("\n"));
    }

    private String files() throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(api.database().getParent())) {
            for (Path file : files.toList()) {
                text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
