package dev.skydeck.skypilot;

import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.ServerIdentity;
import dev.skydeck.simulator.HttpPeer;
import dev.skydeck.simulator.Life;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The whole SkyPilot service but for its sockets and its logs. */
public final class SimulatedService {
    private SimulatedService() {}

    /** Starts one in that process. */
    public static void start(
            Life life,
            Bus bus,
            HttpPeer server,
            String url,
            Duration settle,
            Duration maxPause,
            RandomGenerator random) {
        UserIdentity user = new UserIdentity("5eed0001", "sim");
        SkyPilotClient client = new SkyPilotClient(
                new Paper(life, server, url),
                new Here(),
                new Endpoint(url, null),
                user,
                null,
                null,
                Patience.DEFAULT.settlingIn(settle));
        new SkyPilotService(
                        bus,
                        life,
                        random,
                        client,
                        new ServerIdentity(url, user.hash(), null),
                        new Knowledge(settle),
                        new TaskBuilder(TaskOptions.NONE, Map.of()),
                        maxPause,
                        (cluster, start, reading) -> {})
                .start();
    }

    private static final class Here implements SkyPilotClient.Offload {
        @Override
        public <T> Future<T> run(Callable<T> work) {
            try {
                return Future.succeededFuture(work.call());
            } catch (Exception e) {
                return Future.failedFuture(e);
            }
        }
    }

    private record Paper(Life life, HttpPeer server, String url) implements Transport {
        @Override
        public Future<Reply> exchange(
                HttpMethod method,
                String uri,
                MultiMap headers,
                @Nullable Buffer body,
                Duration writeWithin,
                Duration answerWithin) {
            return server.exchange(
                            life,
                            method.name(),
                            uri.substring(url.length()),
                            body == null ? null : body.toString(),
                            writeWithin,
                            answerWithin)
                    .map(reply -> {
                        MultiMap answered = MultiMap.caseInsensitiveMultiMap();
                        answered.addAll(reply.headers());
                        return new Reply(reply.status(), answered, Buffer.buffer(reply.body()));
                    })
                    .recover(failure -> Future.failedFuture(
                            failure instanceof HttpPeer.NotWritten ? new Unsent(failure) : failure));
        }

        @Override
        public Future<HttpClientResponse> stream(
                String uri, MultiMap headers, Buffer body, Duration writeWithin, Duration headWithin) {
            return Future.failedFuture(new IllegalStateException("there are no logs here"));
        }

        @Override
        public void close() {}
    }
}
