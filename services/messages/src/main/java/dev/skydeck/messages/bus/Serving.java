package dev.skydeck.messages.bus;

import dev.skydeck.messages.Answer;
import dev.skydeck.messages.Garbled;
import dev.skydeck.messages.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handlers of one family of requests, one for each of its types. Whatever a handler does, the asker gets an answer:
 * its value, its {@link Failure}, or {@link Failure.Broken} for anything it threw.
 *
 * @param <F> the family
 */
public final class Serving<F extends Request<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final Vertx vertx;
    private final Class<F> family;
    private final Map<Class<?>, Function<Object, Future<?>>> handlers = new LinkedHashMap<>();
    private final List<MessageConsumer<Object>> consumers = new ArrayList<>();

    Serving(Vertx vertx, Class<F> family) {
        this.vertx = vertx;
        this.family = family;
    }

    /**
     * Handles one type of the family.
     *
     * @throws IllegalArgumentException if the type is not of the family, or has a handler already
     */
    public <R, C extends Request<R>> Serving<F> on(Class<C> type, Function<? super C, Future<R>> handler) {
        if (!family.isAssignableFrom(type)) {
            throw new IllegalArgumentException(type.getSimpleName() + " is no " + family.getSimpleName());
        }
        if (handlers.put(type, body -> handler.apply(type.cast(body))) != null) {
            throw new IllegalArgumentException(type.getSimpleName() + " has a handler already");
        }
        return this;
    }

    /**
     * Starts to answer; completes once every node knows of it.
     *
     * @throws IllegalStateException if a type of the family has no handler
     */
    public Future<Void> start() {
        List<String> missing = Leaves.of(family).stream()
                .filter(leaf -> !handlers.containsKey(leaf))
                .map(Class::getSimpleName)
                .collect(Collectors.toList());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("no handler for " + missing);
        }
        List<Future<Void>> registered = new ArrayList<>();
        handlers.forEach((type, handler) -> {
            MessageConsumer<Object> consumer =
                    vertx.eventBus().consumer(Leaves.address(type), message -> answer(type, handler, message));
            consumers.add(consumer);
            registered.add(consumer.completion());
        });
        return Future.all(registered).mapEmpty();
    }

    /** Answers nothing that comes from now on: who asks learns at once that nobody is there. */
    public Future<Void> stop() {
        List<Future<Void>> gone =
                consumers.stream().map(MessageConsumer::unregister).toList();
        consumers.clear();
        return Future.all(gone).mapEmpty();
    }

    private static void answer(Class<?> type, Function<Object, Future<?>> handler, Message<Object> message) {
        if (message.body() instanceof Garbled garbled) {
            message.fail(
                    0,
                    FailureWire.write(new Failure.Broken(
                            "A message of type " + garbled.type() + " could not be read: " + garbled.reason())));
            return;
        }
        Future<?> result;
        try {
            result = handler.apply(message.body());
        } catch (Throwable thrown) {
            result = Future.failedFuture(thrown);
        }
        result.onComplete(done -> {
            if (done.failed()) {
                message.fail(0, FailureWire.write(failure(type, done.cause())));
                return;
            }
            try {
                message.reply(new Answer(type, done.result()));
            } catch (RuntimeException e) {
                message.fail(0, FailureWire.write(failure(type, e)));
            }
        });
    }

    private static Failure failure(Class<?> type, Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        LOG.atError()
                .addKeyValue("address", Leaves.address(type))
                .setCause(cause)
                .log("a handler failed");
        return new Failure.Broken(type.getSimpleName() + " failed: "
                + cause.getClass().getSimpleName() + ". The log of the process that answers it says more.");
    }
}
