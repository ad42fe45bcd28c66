package dev.skydeck.messages.bus;

import dev.skydeck.messages.Answer;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The typed event bus. Addresses derive from message classes. A request always ends: with its answer or with a
 * {@link Failure}.
 */
public final class Bus {
    /** How long a request waits for its answer. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    private final Vertx vertx;
    private final DeliveryOptions options;

    /** A bus over a Vert.x on which {@link #prepare} was called, with the default time-out. */
    public Bus(Vertx vertx) {
        this(vertx, DEFAULT_TIMEOUT);
    }

    /** A bus with its own time-out for requests. */
    public Bus(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        this.options = new DeliveryOptions().setSendTimeout(timeout.toMillis());
    }

    /** Makes a Vert.x carry our messages; to be called once, right after it started and before any verticle. */
    public static void prepare(Vertx vertx) {
        MessageCodecs.register(vertx);
    }

    /** Asks the one service that answers this type. Fails with a {@link Failure}, never with anything else. */
    public <R> Future<R> request(Request<R> request) {
        String address = Leaves.address(request.getClass());
        Future<io.vertx.core.eventbus.Message<Object>> reply;
        try {
            reply = vertx.eventBus().request(address, request, options);
        } catch (RuntimeException e) {
            return Future.failedFuture(new Failure.Broken(address + " could not be sent: " + e.getMessage()));
        }
        return reply.transform(answer -> answer.succeeded()
                ? value(address, answer.result().body())
                : Future.failedFuture(FailureWire.read(address, answer.cause())));
    }

    // The codec read the value as the R of the request's own class.
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    private static <R> Future<R> value(String address, Object body) {
        return body instanceof Answer answer
                ? Future.succeededFuture((R) answer.value())
                : Future.failedFuture(new Failure.Broken("The answer of " + address + " could not be read: " + body));
    }

    /** Tells every listener of this event's type, on every node. */
    public void publish(Event event) {
        vertx.eventBus().publish(Leaves.address(event.getClass()), event);
    }

    /**
     * Listens to one type of event. A handler that throws is logged and the next event comes all the same.
     *
     * @return completes once every node knows of it, and then holds what ends it
     */
    public <E extends Event> Future<Subscription> subscribe(Class<E> type, Consumer<? super E> handler) {
        MessageConsumer<Object> consumer = vertx.eventBus().consumer(Leaves.address(type), message -> {
            Object body = message.body();
            if (!type.isInstance(body)) {
                LOG.atError().addKeyValue("address", message.address()).log("an event could not be read");
                return;
            }
            try {
                handler.accept(type.cast(body));
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("address", message.address())
                        .setCause(e)
                        .log("a listener failed");
            }
        });
        return consumer.completion().map(done -> consumer::unregister);
    }

    /** Ends a subscription. */
    @FunctionalInterface
    public interface Subscription {
        Future<Void> cancel();
    }

    /** Begins to serve a family of requests; see {@link Serving}. */
    public <F extends Request<?>> Serving<F> serve(Class<F> family) {
        return new Serving<>(vertx, family);
    }
}
