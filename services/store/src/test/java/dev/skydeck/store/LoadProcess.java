package dev.skydeck.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.ExperimentRequest.SetDesiredState;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.StoreRequest;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A process that is made to be killed: a store on a real file under the load of several writers. Each write is printed
 * once it was acknowledged, as {@link Ack} reads it.
 */
final class LoadProcess {
    /** What is acknowledged when. */
    enum Mode {
        /** The store as it is delivered. */
        PRODUCT,
        /** A store that answers before it commits: what the kill test must catch. */
        ANSWERS_EARLY,
        /** A store whose commits are not synced: what the power cut test must catch. */
        SYNCHRONOUS_NORMAL
    }

    private static final int WRITERS = 4;

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus;
    private long writesLeft;
    private int writing = WRITERS;

    private LoadProcess(long writes) {
        VertxBus.prepare(vertx);
        bus = new VertxBus(vertx);
        writesLeft = writes;
    }

    /** @param arguments the file, the mode, and how many writes to acknowledge before a clean stop; begins at a byte on its input */
    public static void main(String[] arguments) throws Exception {
        LoadProcess process = new LoadProcess(Long.parseLong(arguments[2]));
        Class.forName("org.sqlite.JDBC");
        System.in.read();
        process.open(Path.of(arguments[0]), Mode.valueOf(arguments[1]));
        process.print("open");
        for (int i = 0; i < WRITERS; i++) {
            process.new Writer().next();
        }
    }

    private void open(Path path, Mode mode) throws Exception {
        if (mode == Mode.PRODUCT) {
            vertx.deployVerticle(new StoreVerticle(StoreOptions.at(path))).await(30, SECONDS);
            return;
        }
        DatabaseFile file = new DatabaseFile(path);
        file.requireFolder();
        file.createPrivate();
        new Migrations(file).run();
        Database database = mode == Mode.ANSWERS_EARLY
                ? new EarlyDatabase(vertx, new PooledDatabase(vertx, file.url()))
                : new PooledDatabase(vertx, file.url().replace("synchronous=FULL", "synchronous=NORMAL"));
        Consumer<Event> publisher = bus::publish;
        new Store(
                        database,
                        StoreOptions.at(path),
                        StoreClock.SYSTEM,
                        Processes.LOCAL,
                        publisher,
                        Blocking.HERE,
                        new SecureRandom())
                .handlers(bus.serve(storeRequests()))
                .start()
                .await(30, SECONDS);
    }

    // A class literal cannot name StoreRequest<?>.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Class<StoreRequest<?>> storeRequests() {
        return (Class<StoreRequest<?>>) (Class) StoreRequest.class;
    }

    /** One line is one write to the pipe, so a kill leaves whole lines. */
    private synchronized void print(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized boolean mayWrite() {
        return writesLeft-- > 0;
    }

    private synchronized void stopped() {
        writing--;
        if (writing == 0) {
            vertx.close().onComplete(done -> System.exit(0));
        }
    }

    /** Makes an experiment, changes what it wants a few times, and begins again. */
    private final class Writer {
        private int turn;
        private long experiment;
        private DesiredState wanted = DesiredState.STOPPED;

        void next() {
            if (!mayWrite()) {
                stopped();
                return;
            }
            Command command = Command.by("ann");
            if (turn++ % 5 == 0) {
                wanted = DesiredState.STOPPED;
                write(command, Deployed.creation("load-" + UUID.randomUUID(), wanted));
            } else {
                // Always another one than before, since what changes nothing leaves no trace to look for.
                wanted = wanted == DesiredState.RUNNING ? DesiredState.STOPPED : DesiredState.RUNNING;
                write(command, new SetDesiredState(command, experiment, wanted));
            }
        }

        private void write(Command command, Request<Written<Experiment>> request) {
            Future<Written<Experiment>> answer = bus.request(request);
            answer.onSuccess(written -> {
                        experiment = written.value().id();
                        print(new Ack(written.revision(), experiment).line());
                        next();
                    })
                    .onFailure(cause -> {
                        print("failed " + command.id() + " " + cause);
                        turn = 0;
                        next();
                    });
        }
    }
}
