package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** SkyPilot's own command line as one person's, with a home of its own. */
final class SkyCommandLine implements AutoCloseable {
    /** It takes two seconds to start, and ten where the machine is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path program;
    private final String endpoint;
    private final Path home;
    private final List<Started> started = new ArrayList<>();

    /** @param home is made; nothing of the user's own is read or written */
    SkyCommandLine(String program, String endpoint, Path home) throws Exception {
        this.program = Path.of(program);
        this.endpoint = endpoint;
        this.home = Files.createDirectories(home);
    }

    /** What a command printed, without colours, and the code that it ended with. */
    record Ended(int code, String text) {

        /** The cells of the one line of a table that has such a cell. */
        List<String> row(String cell) {
            List<List<String>> rows = text.lines()
                    .map(line -> Arrays.asList(line.strip().split(" {2,}")))
                    .filter(cells -> cells.contains(cell))
                    .toList();
            assertThat(rows).as(text).hasSize(1);
            return rows.get(0);
        }
    }

    Ended run(String... arguments) throws Exception {
        return start(arguments).ended();
    }

    Started start(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile(home, "output-", "");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(home.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        Started command = new Started(String.join(" ", arguments), builder.start(), output);
        started.add(command);
        return command;
    }

    /** Ends what a failed test left running. */
    @Override
    public void close() {
        started.forEach(Started::kill);
    }

    private Map<String, String> environment() {
        JsonObject person = Sandbox.USER;
        return Map.of(
                "HOME",
                home.toString(),
                "PATH",
                program.getParent() + ":/usr/bin:/bin",
                "LANG",
                "C.UTF-8",
                "SKYPILOT_API_SERVER_ENDPOINT",
                endpoint,
                "SKYPILOT_DISABLE_USAGE_COLLECTION",
                "1",
                "SKYPILOT_USER_ID",
                person.getString("SKYPILOT_USER_ID"),
                "SKYPILOT_USER",
                person.getString("SKYPILOT_USER"));
    }

    /** Processes that have this home: commands, and whatever they started. */
    List<String> processes() throws Exception {
        String mark = "HOME=" + home;
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(ProcessHandle::pid)
                    .map(String::valueOf)
                    .filter(pid -> environmentOf(pid).contains(mark))
                    .toList();
        }
    }

    private static List<String> environmentOf(String pid) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", pid, "environ"));
            return List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\0"));
        } catch (Exception e) {
            // Gone, or another user's.
            return List.of();
        }
    }

    /** A command that may still be running. */
    record Started(String command, Process process, Path output) {

        /** What it printed by now. */
        String text() throws Exception {
            return Files.readString(output).replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
        }

        /** Waits for it. No command may show its user a failure of its own. */
        Ended ended() throws Exception {
            boolean over = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!over) {
                kill();
            }
            assertThat(over).as("sky %s ended: %s", command, text()).isTrue();
            assertThat(text()).as("sky %s", command).doesNotContain("Traceback");
            return new Ended(process.exitValue(), text());
        }

        private void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }
}
