package dev.skydeck.messages.bus;

import dev.skydeck.messages.Request;
import dev.skydeck.messages.bus.Bus.Subscription;
import io.vertx.core.Future;
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

    private final Port port;
    private final Class<F> family;
    private final Map<Class<?>, Function<Object, Future<?>>> handlers = new LinkedHashMap<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** @param port where the handlers are reached */
    public Serving(Port port, Class<F> family) {
        this.port = port;
        this.family = family;
    }

    /** How a bus takes a handler of one type of request: it never throws, and fails with a {@link Failure} only. */
    @FunctionalInterface
    public interface Port {
        /** Completes once every node knows of it, and then holds what ends it. */
        Future<Subscription> register(Class<?> type, Function<Object, Future<?>> handler);
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
        List<Future<Subscription>> registered = new ArrayList<>();
        handlers.forEach((type, handler) -> registered.add(
                port.register(type, body -> answer(type, handler, body)).onSuccess(subscriptions::add)));
        return Future.all(registered).mapEmpty();
    }

    /** Answers nothing that comes from now on: who asks learns at once that nobody is there. */
    public Future<Void> stop() {
        List<Future<Void>> gone =
                subscriptions.stream().map(Subscription::cancel).toList();
        subscriptions.clear();
        return Future.all(gone).mapEmpty();
    }

    private static Future<?> answer(Class<?> type, Function<Object, Future<?>> handler, Object body) {
        Future<?> result;
        try {
            result = handler.apply(body);
        } catch (Throwable thrown) {
            result = Future.failedFuture(thrown);
        }
        return result.recover(cause -> Future.failedFuture(failure(type, cause)));
    }

    static Failure failure(Class<?> type, Throwable cause) {
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
