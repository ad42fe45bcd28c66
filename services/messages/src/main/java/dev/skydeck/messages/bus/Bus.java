package dev.skydeck.messages.bus;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.Request;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** How services speak to each other. A request always ends: with its answer or with a {@link Failure}. */
public interface Bus {
    /** Asks the one service that answers this type. Fails with a {@link Failure}, never with anything else. */
    <R> Future<R> request(Request<R> request);

    /** Tells every listener of this event's type, on every node. */
    void publish(Event event);

    /**
     * Listens to one type of event. A handler that throws is logged and the next event comes all the same.
     *
     * @return completes once every node knows of it, and then holds what ends it
     */
    <E extends Event> Future<Subscription> subscribe(Class<E> type, Consumer<? super E> handler);

    /** Begins to serve a family of requests; see {@link Serving}. */
    <F extends Request<?>> Serving<F> serve(Class<F> family);

    /** Ends a subscription. */
    @FunctionalInterface
    interface Subscription {
        Future<Void> cancel();
    }
}
