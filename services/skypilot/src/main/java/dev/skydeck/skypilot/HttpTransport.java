package dev.skydeck.skypilot;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The transport over Vert.x's client. Getting a connection and writing are two steps, so that a failure of the
 * first is proof that nothing left, whatever its kind; the kind of an exception is none. No redirect is followed, no answer
 * is read beyond its cap, and every exchange has an end.
 */
final class HttpTransport implements Transport {
    /** Each launch that is followed holds a connection for minutes; the default of five would hold up the next POST. */
    private static final int MOST_CONNECTIONS = 256;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** SkyPilot's server closes idle connections after 5 s: a POST on one of those would be lost without a word. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);
    /** Cookies of a single sign-on are large. */
    private static final int MAX_HEADERS = 64 << 10;

    private final Vertx vertx;
    private final HttpClient http;
    private final int maxAnswer;

    /** @param maxAnswer bytes of the largest answer that is read */
    HttpTransport(Vertx vertx, int maxAnswer) {
        this.vertx = vertx;
        this.maxAnswer = maxAnswer;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setSslHandshakeTimeout(CONNECT.toMillis())
                .setKeepAliveTimeout((int) KEEP_ALIVE.toSeconds())
                .setMaxHeaderSize(MAX_HEADERS);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS);
        this.http = vertx.createHttpClient(options, pool);
    }

    @Override
    public Future<Reply> exchange(
            HttpMethod method,
            String uri,
            MultiMap headers,
            @Nullable Buffer body,
            Duration writeWithin,
            Duration answerWithin) {
        long asked = System.nanoTime();
        Future<HttpClientRequest> connected;
        try {
            connected = http.request(new RequestOptions()
                    .setMethod(method)
                    .setAbsoluteURI(uri)
                    .setHeaders(headers)
                    .setFollowRedirects(false)
                    .setConnectTimeout(Math.max(1, writeWithin.toMillis())));
        } catch (RuntimeException e) {
            return Future.failedFuture(new Unsent(e));
        }
        return connected
                .recover(failure -> Future.failedFuture(new Unsent(failure)))
                .compose(request -> {
                    if (System.nanoTime() - asked > writeWithin.toNanos()) {
                        request.reset();
                        return Future.failedFuture(new Unsent(new IllegalStateException("no connection within "
                                + TimeUnit.NANOSECONDS.toSeconds(writeWithin.toNanos()) + " s")));
                    }
                    return answer(request, body, answerWithin);
                });
    }

    @Override
    public Future<HttpClientResponse> stream(
            String uri, MultiMap headers, Buffer body, Duration writeWithin, Duration headWithin) {
        return http.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(uri)
                        .setHeaders(headers)
                        .setFollowRedirects(false)
                        .setConnectTimeout(writeWithin.toMillis()))
                .recover(failure -> Future.failedFuture(new Unsent(failure)))
                .compose(request -> {
                    long timer = vertx.setTimer(headWithin.toMillis(), tick -> request.reset());
                    return request.send(body)
                            .onSuccess(HttpClientResponse::pause)
                            .onComplete(done -> vertx.cancelTimer(timer));
                });
    }

    private Future<Reply> answer(HttpClientRequest request, @Nullable Buffer body, Duration within) {
        Promise<Reply> promise = Promise.promise();
        // One timer for the whole: a server that drips a byte now and then resets an idle time-out for ever.
        long timer = vertx.setTimer(Math.max(1, within.toMillis()), tick -> {
            promise.tryFail(new IllegalStateException("no whole answer within " + within.toSeconds() + " s"));
            request.reset();
        });
        Future<HttpClientResponse> sent = body == null ? request.send() : request.send(body);
        sent.onSuccess(response -> collect(request, response, promise)).onFailure(promise::tryFail);
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void collect(HttpClientRequest request, HttpClientResponse response, Promise<Reply> promise) {
        Buffer all = Buffer.buffer();
        response.exceptionHandler(promise::tryFail);
        response.handler(part -> {
            if (all.length() + part.length() > maxAnswer) {
                promise.tryFail(new IllegalStateException("the answer is larger than " + (maxAnswer >> 20) + " MiB"));
                request.reset();
            } else {
                all.appendBuffer(part);
            }
        });
        response.endHandler(end -> promise.tryComplete(new Reply(response.statusCode(), response.headers(), all)));
    }

    @Override
    public void close() {
        http.close();
    }
}
