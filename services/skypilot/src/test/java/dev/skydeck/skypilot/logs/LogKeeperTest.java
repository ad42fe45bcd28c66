package dev.skydeck.skypilot.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skydeck.messages.model.JobKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogKeeperTest {
    private static final LogPlace FIRST = new LogPlace(new JobKey(1, 1, 0), 1);
    private static final LogPlace SECOND = new LogPlace(new JobKey(1, 2, 0), 1);

    private final Vertx vertx = Vertx.vertx();
    private final List<LogPlace> fetched = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private Future<Void> fetch(LogPlace place) {
        fetched.add(place);
        return failures.decrementAndGet() >= 0 ? Future.failedFuture("The server is away.") : Future.succeededFuture();
    }

    private void keep(LogPlace... places) {
        LogKeeper keeper = new LogKeeper(vertx, 5, this::fetch);
        vertx.runOnContext(none -> List.of(places).forEach(keeper::keep));
    }

    @Test
    void shouldAskAServerThatWasAwayAgain() {
        // Given
        failures.set(2);
        // When
        keep(FIRST);
        // Then
        await().untilAsserted(() -> assertThat(fetched).containsExactly(FIRST, FIRST, FIRST));
    }

    @Test
    void shouldGiveUpInTheEnd() {
        // Given
        failures.set(100);
        // When
        keep(FIRST);
        // Then
        await().during(200, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> assertThat(fetched).hasSize(5));
    }

    @Test
    void shouldNotLetOneFailureKeepTheNext() {
        // Given
        failures.set(1);
        // When
        keep(FIRST, SECOND);
        // Then
        await().untilAsserted(() -> assertThat(fetched).containsExactly(FIRST, SECOND, FIRST));
    }
}
