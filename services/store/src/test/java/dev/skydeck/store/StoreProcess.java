package dev.skydeck.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A {@link LoadProcess} from outside: what it acknowledged, and its death. */
final class StoreProcess implements AutoCloseable {
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final Thread reader;
    private final CountDownLatch acknowledged = new CountDownLatch(1);
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private StoreProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** What to start: it waits for {@link #go}, acknowledges that many writes and stops cleanly. */
    record Plan(
            Path database,
            LoadProcess.Mode mode,
            long writes,
            ClassArchive archive,
            List<String> options,
            Map<String, String> environment) {
        Plan(Path database, LoadProcess.Mode mode, long writes) {
            this(database, mode, writes, ClassArchive.none(), List.of(), Map.of());
        }

        /** One that writes until it is killed. */
        static Plan endless(Path database, LoadProcess.Mode mode) {
            return new Plan(database, mode, Long.MAX_VALUE);
        }

        Plan with(ClassArchive classes) {
            return new Plan(database, mode, writes, classes, options, environment);
        }

        Plan option(String option) {
            return new Plan(database, mode, writes, archive, List.of(option), environment);
        }

        Plan in(Map<String, String> variables) {
            return new Plan(database, mode, writes, archive, options, variables);
        }

        StoreProcess prepare() throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    // A killed process leaves its copy of SQLite's library behind.
                    "-Dorg.sqlite.tmpdir=" + database.resolveSibling("..").normalize()));
            command.addAll(options);
            command.addAll(archive.options());
            command.addAll(
                    List.of(LoadProcess.class.getName(), database.toString(), mode.name(), String.valueOf(writes)));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            return new StoreProcess(builder.start());
        }
    }

    /** Lets it open the file; until then it only loads its classes. */
    StoreProcess go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return this;
    }

    void awaitLoad() throws InterruptedException {
        assertThat(acknowledged.await(60, SECONDS))
                .as("it acknowledged a write; it said %s", lines)
                .isTrue();
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(300, SECONDS)).as("it ended").isTrue();
        reader.join();
        return process.exitValue();
    }

    /** Ends it as {@code kill -9} does, and answers what it had acknowledged until then. */
    List<Ack> kill() throws InterruptedException {
        // Process.destroyForcibly would close the pipe too, and with it forget acknowledgements that are still in it.
        process.toHandle().destroyForcibly();
        assertThat(awaitExit()).as("it was killed, it did not end: %s", lines).isEqualTo(KILLED);
        return acknowledged();
    }

    List<Ack> acknowledged() {
        return lines.stream().flatMap(line -> Ack.read(line).stream()).toList();
    }

    /** What it printed besides acknowledgements. */
    List<String> complaints() {
        return lines.stream()
                .filter(line -> !line.equals("open") && Ack.read(line).isEmpty())
                .toList();
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                if (line.startsWith("ack ")) {
                    acknowledged.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
