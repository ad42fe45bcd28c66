package dev.skydeck.messages.bus;

import dev.skydeck.messages.Answer;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.Garbled;
import dev.skydeck.messages.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bus over Vert.x's event bus. Addresses derive from message classes. */
public final class VertxBus implements Bus {
    /** How long a request waits for its answer. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(VertxBus.class);

    private final Vertx vertx;
    private final DeliveryOptions options;

    /** A bus over a Vert.x on which {@link #prepare} was called, with the default time-out. */
    public VertxBus(Vertx vertx) {
        this(vertx, DEFAULT_TIMEOUT);
    }

    /** A bus with its own time-out for requests. */
    public VertxBus(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        this.options = new DeliveryOptions().setSendTimeout(timeout.toMillis());
    }

    /** Makes a Vert.x carry our messages; to be called once, right after it started and before any verticle. */
    public static void prepare(Vertx vertx) {
        MessageCodecs.register(vertx);
    }

    @Override
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

    @Override
    public void publish(Event event) {
        vertx.eventBus().publish(Leaves.address(event.getClass()), event);
    }

    @Override
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

    @Override
    public <F extends Request<?>> Serving<F> serve(Class<F> family) {
        return new Serving<>(this::register, family);
    }

    private Future<Subscription> register(Class<?> type, Function<Object, Future<?>> handler) {
        MessageConsumer<Object> consumer =
                vertx.eventBus().consumer(Leaves.address(type), message -> answer(type, handler, message));
        return consumer.completion().map(done -> consumer::unregister);
    }

    private static void answer(Class<?> type, Function<Object, Future<?>> handler, Message<Object> message) {
        if (message.body() instanceof Garbled garbled) {
            message.fail(
                    0,
                    FailureWire.write(new Failure.Broken(
                            "A message of type " + garbled.type() + " could not be read: " + garbled.reason())));
            return;
        }
        handler.apply(message.body()).onComplete(done -> {
            if (done.failed()) {
                message.fail(0, FailureWire.write((Failure) done.cause()));
                return;
            }
            try {
                message.reply(new Answer(type, done.result()));
            } catch (RuntimeException e) {
                message.fail(0, FailureWire.write(Serving.failure(type, e)));
            }
        });
    }
}
