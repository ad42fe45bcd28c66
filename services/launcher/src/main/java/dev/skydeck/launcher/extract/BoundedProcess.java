package dev.skydeck.launcher.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end, within a time and with so much output. Its output goes to files: a child that it leaves
 * behind could hold a pipe open for ever.
 */
final class BoundedProcess {
    private static final long LOOK_MILLIS = 50;
    private static final int MOST_COMPLAINT = 300;

    private final Duration limit;
    private final long mostBytes;

    /** @param mostBytes of what it prints, and of what it complains */
    BoundedProcess(Duration limit, long mostBytes) {
        this.limit = limit;
        this.mostBytes = mostBytes;
    }

    /** Why it came to nothing, as the end of a sentence. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String what) {
            super(what);
        }

        String what() {
            return String.valueOf(getMessage());
        }
    }

    /** What it printed. Blocks for as long as the limit; without a shell, input and any other variables. */
    byte[] run(List<String> command, Path directory, Map<String, String> environment)
            throws Failed, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("skydeck-extract");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            await(start(builder), out, err);
            return Files.readAllBytes(out);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
            Files.deleteIfExists(folder);
        }
    }

    private static Process start(ProcessBuilder builder) throws Failed {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Failed("cannot be started: " + e.getMessage());
        }
    }

    private void await(Process process, Path out, Path err) throws Failed, IOException, InterruptedException {
        try {
            long end = System.nanoTime() + limit.toNanos();
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() - end > 0) {
                    throw new Failed("took longer than " + limit.toSeconds() + " s");
                }
                requireShort(out, err);
            }
            requireShort(out, err);
            if (process.exitValue() != 0) {
                throw new Failed("ended with " + process.exitValue() + complaint(err));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void requireShort(Path out, Path err) throws Failed, IOException {
        if (Files.size(out) > mostBytes || Files.size(err) > mostBytes) {
            throw new Failed("printed more than " + mostBytes + " bytes");
        }
    }

    /** Its last line: with Python that is the one that says what is wrong. */
    private static String complaint(Path err) throws IOException {
        String text = new String(Files.readAllBytes(err), StandardCharsets.UTF_8).strip();
        String last = text.substring(text.lastIndexOf('\n') + 1).strip();
        return last.isEmpty()
                ? ""
                : ": " + (last.length() <= MOST_COMPLAINT ? last : last.substring(0, MOST_COMPLAINT) + "…");
    }
}
