package dev.skydeck.syncer.registry;

import dev.skydeck.messages.links.PercentEncoding;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;

/** The registry over HTTP. No redirect is followed, no answer is read beyond its cap, and every question has an end. */
final class PolicyRegistry {
    private static final int MOST_BYTES = 64 << 10;

    private final Vertx vertx;
    private final RegistryOptions options;
    private final HttpClient http;

    PolicyRegistry(Vertx vertx, RegistryOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.http = vertx.createHttpClient(new HttpClientOptions().setKeepAliveTimeout(3));
    }

    /** The newest version of the policy of that name; empty when there is none. Fails with {@link RegistryFailure}. */
    Future<Optional<RegisteredPolicy>> ask(String name) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(
                        options.url() + "/stats/policy-versions?name_exact=" + PercentEncoding.of(name) + "&limit=1")
                .setFollowRedirects(false)
                .setConnectTimeout(options.timeout().toMillis())
                .putHeader("Accept", "application/json");
        options.token().ifPresent(token -> request.putHeader("Authorization", "Bearer " + token));
        Promise<Buffer> answer = Promise.promise();
        // One timer for the whole: a server that drips a byte now and then resets an idle time-out for ever.
        long timer = vertx.setTimer(
                options.timeout().toMillis(),
                tick -> answer.tryFail(new RegistryFailure("The policy registry did not answer within "
                        + options.timeout().toMillis() / 1_000.0 + " seconds.")));
        http.request(request)
                .onSuccess(sent -> send(sent, answer))
                .onFailure(cause -> answer.tryFail(RegistryFailure.unasked(cause)));
        return answer.future()
                .onComplete(done -> vertx.cancelTimer(timer))
                .map(body -> RegisteredPolicy.read(body, name));
    }

    private static void send(HttpClientRequest request, Promise<Buffer> answer) {
        // Whatever ends the question ends the exchange; it may be over before there is a connection.
        answer.future().onFailure(cause -> request.reset());
        if (answer.future().failed()) {
            return;
        }
        request.send()
                .onSuccess(response -> collect(response, answer))
                .onFailure(cause -> answer.tryFail(RegistryFailure.unasked(cause)));
    }

    private static void collect(HttpClientResponse response, Promise<Buffer> answer) {
        response.exceptionHandler(cause -> answer.tryFail(RegistryFailure.unasked(cause)));
        if (response.statusCode() != 200) {
            answer.tryFail(RegistryFailure.answered(response.statusCode()));
            return;
        }
        Buffer all = Buffer.buffer();
        response.handler(part -> {
            if (all.length() + part.length() > MOST_BYTES) {
                answer.tryFail(new RegistryFailure(
                        "The policy registry's answer is larger than " + (MOST_BYTES >> 10) + " KiB."));
            } else {
                all.appendBuffer(part);
            }
        });
        response.endHandler(end -> answer.tryComplete(all));
    }

    Future<Void> close() {
        return http.close();
    }
}
