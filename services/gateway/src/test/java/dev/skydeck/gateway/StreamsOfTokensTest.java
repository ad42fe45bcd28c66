package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.gateway.access.Caller;
import dev.skydeck.gateway.access.Callers;
import dev.skydeck.gateway.access.Credential;
import dev.skydeck.gateway.access.GuardedStreams;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.Token;
import dev.skydeck.messages.model.TokenScope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The regular look at open streams. */
class StreamsOfTokensTest {
    private static final Optional<Credential> SHOWN = Optional.of(new Credential(Credential.Kind.BEARER, "abc"));

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final FakeStore store = new FakeStore();
    private final Callers callers = new Callers(new VertxBus(vertx), false);
    private final GuardedStreams streams = new GuardedStreams(callers);
    private final Promise<Void> closed = Promise.promise();

    @BeforeEach
    void start() throws Exception {
        VertxBus.prepare(vertx);
        vertx.deployVerticle(store).await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    /** With a token of which the gateway knows that it is over, so that it asks again. */
    private void open() throws Exception {
        store.tokens.put("abc", new Token(7, "ann", TokenScope.READ, Instant.EPOCH, Instant.EPOCH, null));
        Caller caller = on(() -> callers.find(SHOWN)).orElseThrow();
        on(() -> {
            streams.opened(caller, "stream", closed::tryComplete);
            return Future.succeededFuture();
        });
    }

    private void look() throws Exception {
        on(() -> {
            streams.checkAll();
            return Future.succeededFuture();
        });
    }

    private <T> T on(Supplier<Future<T>> work) throws Exception {
        Promise<T> done = Promise.promise();
        context.runOnContext(none -> work.get().onComplete(done));
        return done.future().await(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldEndWithATokenThatExpires() throws Exception {
        open();
        store.tokens.clear();

        look();

        closed.future().await(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldStayWhileTheTokenWorks() throws Exception {
        open();

        look();

        assertThat(on(() -> callers.find(SHOWN))).isPresent();
        assertThat(closed.future().isComplete()).isFalse();
    }

    @Test
    void shouldStayWhileTheStoreIsAway() throws Exception {
        open();
        store.failWith = new Failure.Unavailable(Failure.Unavailable.Reason.ABSENT, "away");

        look();

        // Asked after the look, so answered after it.
        assertThatThrownBy(() -> on(() -> callers.find(SHOWN))).isInstanceOf(Failure.Unavailable.class);
        assertThat(closed.future().isComplete()).isFalse();
    }
}
