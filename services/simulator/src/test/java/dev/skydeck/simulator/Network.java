package dev.skydeck.simulator;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.Failure.Unavailable.Reason;
import dev.skydeck.messages.bus.Serving;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** The bus between the processes: it delays, and when it is told to it loses and doubles. */
final class Network {
    private static final long TIMEOUT = 5 * VirtualTime.SECOND;

    private final VirtualTime time;
    private final Chance chance;
    private final Faults faults;
    private final Trace trace;
    private final Wiring wiring;
    private final Map<Class<?>, Handler> handlers = new HashMap<>();
    private final Map<Class<?>, List<Listener<?>>> listeners = new LinkedHashMap<>();
    private final Map<Class<?>, Runnable> expected = new HashMap<>();
    private Watcher watcher = (asker, request, answer) -> {};

    private record Handler(Life life, Function<Object, Future<?>> work) {}

    private record Listener<E extends Event>(Life life, Consumer<? super E> work) {}

    /** Told of every request right when it was handled. */
    @FunctionalInterface
    interface Watcher {
        void handled(Life asker, Request<?> request, AsyncResult<?> answer);
    }

    Network(VirtualTime time, Chance chance, Faults faults, Trace trace, Wiring wiring) {
        this.time = time;
        this.chance = chance;
        this.faults = faults;
        this.trace = trace;
        this.wiring = wiring;
    }

    void watch(Watcher value) {
        watcher = value;
    }

    /** Does that at the next event of that type. */
    void whenPublished(Class<? extends Event> type, Runnable then) {
        expected.put(type, then);
    }

    /** The bus as one process has it. */
    Bus bus(Life life) {
        return new OfProcess(life);
    }

    private final class OfProcess implements Bus {
        private final Life life;

        OfProcess(Life life) {
            this.life = life;
        }

        @Override
        public <R> Future<R> request(Request<R> request) {
            return ask(life, request);
        }

        @Override
        public void publish(Event event) {
            tell(event);
        }

        @Override
        public <E extends Event> Future<Subscription> subscribe(Class<E> type, Consumer<? super E> handler) {
            Listener<E> listener = new Listener<>(life, handler);
            List<Listener<?>> all = listeners.computeIfAbsent(type, any -> new ArrayList<>());
            all.add(listener);
            return Future.succeededFuture(() -> {
                all.remove(listener);
                return Future.succeededFuture();
            });
        }

        @Override
        public <F extends Request<?>> Serving<F> serve(Class<F> family) {
            return new Serving<>(
                    (type, work) -> {
                        Handler handler = new Handler(life, work);
                        handlers.put(type, handler);
                        return Future.succeededFuture(() -> {
                            handlers.remove(type, handler);
                            return Future.succeededFuture();
                        });
                    },
                    family);
        }
    }

    @SuppressWarnings("unchecked")
    private <R> Future<R> ask(Life asker, Request<R> request) {
        Promise<R> answer = Promise.promise();
        String type = request.getClass().getSimpleName();
        asker.after(
                TIMEOUT,
                () -> answer.tryFail(new Failure.Unavailable(Reason.TIMED_OUT, type + " gave no answer in time.")));
        int copies = faults.hits(Fault.BUS_LOSES, type) ? 0 : faults.hits(Fault.BUS_DOUBLES, type) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long delay = delay(type);
            Handler handler = handlers.get(request.getClass());
            if (handler == null || handler.life().isDead()) {
                asker.after(
                        delay,
                        () -> answer.tryFail(
                                new Failure.Unavailable(Reason.ABSENT, "No process answers " + type + ".")));
                continue;
            }
            time.after(delay, handler.life(), () -> {
                trace.line(() -> asker + " asks: " + request);
                wiring.around(request, this::handle).onComplete(done -> {
                    trace.line(
                            () -> "  " + type + " is answered: " + (done.succeeded() ? done.result() : done.cause()));
                    watcher.handled(asker, request, done);
                    if (!handler.life().isDead() && !faults.hits(Fault.BUS_LOSES, "answer of " + type)) {
                        asker.after(delay(type), () -> settle(answer, done));
                    }
                });
            });
        }
        return answer.future();
    }

    /** Has a request handled at once by whoever answers its type. */
    @SuppressWarnings("unchecked")
    private <R> Future<R> handle(Request<R> request) {
        Handler handler = Objects.requireNonNull(handlers.get(request.getClass()));
        return (Future<R>) handler.work().apply(request);
    }

    private static <R> void settle(Promise<R> answer, AsyncResult<R> done) {
        if (done.succeeded()) {
            answer.tryComplete(done.result());
        } else {
            answer.tryFail(done.cause());
        }
    }

    @SuppressWarnings("unchecked")
    private <E extends Event> void tell(E event) {
        Runnable then = expected.remove(event.getClass());
        if (then != null) {
            then.run();
        }
        E told = wiring.event(event);
        if (told == null) {
            return;
        }
        String type = event.getClass().getSimpleName();
        List<Listener<?>> all = listeners.getOrDefault(event.getClass(), List.of());
        for (Listener<?> one : List.copyOf(all)) {
            Listener<E> listener = (Listener<E>) one;
            if (listener.life().isDead()) {
                all.remove(one);
                continue;
            }
            int copies = faults.hits(Fault.BUS_LOSES, type) ? 0 : faults.hits(Fault.BUS_DOUBLES, type) ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                time.after(delay(type), listener.life(), () -> {
                    trace.line(() -> listener.life() + " hears: " + told);
                    listener.work().accept(told);
                });
            }
        }
    }

    private long delay(String type) {
        return faults.hits(Fault.BUS_DELAYS, type)
                ? chance.upTo(20 * VirtualTime.SECOND)
                : chance.between(VirtualTime.MILLI / 5, 3 * VirtualTime.MILLI);
    }
}
