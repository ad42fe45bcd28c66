package dev.skydeck.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skydeck.messages.time.VertxTimers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyedQueueTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicInteger steps = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private KeyedQueue queue(LongFunction<Future<Optional<Duration>>> step) {
        return new KeyedQueue(new VertxTimers(vertx), key -> {
            steps.incrementAndGet();
            return step.apply(key);
        });
    }

    /** On the event loop, and back once it is idle. */
    private void on(Runnable action) throws Exception {
        Promise<Void> done = Promise.promise();
        context.runOnContext(any -> {
            action.run();
            context.runOnContext(then -> done.complete());
        });
        done.future().await(5, TimeUnit.SECONDS);
    }

    /** One that runs as many steps as it may, of the keys 0 to 15, until they are told to end; then it runs others. */
    private KeyedQueue full(List<Long> order, Promise<Optional<Duration>> busy, LongFunction<Optional<Duration>> then)
            throws Exception {
        KeyedQueue queue = queue(key -> {
            order.add(key);
            return key < 16 ? busy.future() : Future.succeededFuture(then.apply(key));
        });
        on(() -> {
            for (long key = 0; key < 16; key++) {
                queue.nudge(key);
            }
        });
        return queue;
    }

    @Test
    void shouldRunOneStepOfAKeyAtATime() throws Exception {
        KeyedQueue queue = queue(key -> Promise.<Optional<Duration>>promise().future());
        on(() -> {
            queue.nudge(1);
            queue.nudge(1);
            queue.nudge(1);
        });
        assertThat(steps).hasValue(1);
    }

    @Test
    void shouldRunOnceMoreAfterNudgesDuringAStep() throws Exception {
        Promise<Optional<Duration>> first = Promise.promise();
        KeyedQueue queue = queue(key -> steps.get() == 1 ? first.future() : Future.succeededFuture(Optional.empty()));
        on(() -> {
            queue.nudge(1);
            queue.nudge(1);
            queue.nudge(1);
        });
        on(() -> first.complete(Optional.empty()));
        assertThat(steps).hasValue(2);
    }

    @Test
    void shouldRunOtherKeysMeanwhile() throws Exception {
        KeyedQueue queue = queue(key -> Promise.<Optional<Duration>>promise().future());
        on(() -> {
            queue.nudge(1);
            queue.nudge(2);
        });
        assertThat(steps).hasValue(2);
    }

    @Test
    void shouldRunWhatHappenedBeforeWhatMayWait() throws Exception {
        List<Long> order = new ArrayList<>();
        Promise<Optional<Duration>> busy = Promise.promise();
        KeyedQueue queue = full(order, busy, key -> Optional.empty());
        on(() -> {
            for (long key = 100; key < 120; key++) {
                queue.nudgeLater(key);
            }
            queue.nudge(119);
        });

        on(() -> busy.complete(Optional.empty()));

        assertThat(order.subList(16, order.size())).hasSize(20).startsWith(119L).doesNotHaveDuplicates();
    }

    @Test
    void shouldBringWhatWasBegunToItsEndFirst() throws Exception {
        List<Long> order = new ArrayList<>();
        Promise<Optional<Duration>> busy = Promise.promise();
        KeyedQueue queue = full(order, busy, key -> {
            boolean first = order.indexOf(key) == order.size() - 1;
            return first ? Optional.of(Duration.ZERO) : Optional.empty();
        });
        on(() -> {
            queue.nudge(16);
            queue.nudge(17);
        });

        on(() -> busy.complete(Optional.empty()));

        assertThat(order).endsWith(16L, 16L, 17L, 17L);
    }

    @Test
    void shouldNotForgetWhatMayWait() throws Exception {
        List<Long> order = new ArrayList<>();
        Promise<Optional<Duration>> busy = Promise.promise();
        KeyedQueue queue = full(order, busy, key -> Optional.empty());
        on(() -> {
            queue.nudgeLater(100);
            for (long key = 101; key < 200; key++) {
                queue.nudge(key);
            }
        });

        on(() -> busy.complete(Optional.empty()));

        assertThat(order.indexOf(100L)).isBetween(16, 20);
    }

    @Test
    void shouldWaitAfterAFailureThoughItIsNudged() throws Exception {
        KeyedQueue queue = queue(key -> Future.failedFuture("no"));
        on(() -> {
            for (int i = 0; i < 100; i++) {
                queue.nudge(1);
            }
        });
        assertThat(steps).hasValue(1);
    }

    @Test
    void shouldSlowDownAStepThatGoesInCircles() throws Exception {
        KeyedQueue queue = queue(key -> Future.succeededFuture(Optional.of(Duration.ZERO)));
        on(() -> queue.nudge(1));
        await().during(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(5))
                .until(() -> steps.get() >= 2 && steps.get() <= 50);
    }

    @Test
    void shouldWakeWhenTheStepSaidSo() throws Exception {
        KeyedQueue queue = queue(key ->
                Future.succeededFuture(steps.get() == 1 ? Optional.of(Duration.ofMillis(50)) : Optional.empty()));
        on(() -> queue.nudge(1));
        assertThat(steps).hasValue(1);
        await().during(Duration.ofMillis(250)).atMost(Duration.ofSeconds(5)).until(() -> steps.get() == 2);
    }

    @Test
    void shouldRunNothingAfterItWasClosed() throws Exception {
        KeyedQueue queue = queue(key -> Future.succeededFuture(Optional.empty()));
        on(() -> {
            queue.close();
            queue.nudge(1);
        });
        assertThat(steps).hasValue(0);
    }
}
