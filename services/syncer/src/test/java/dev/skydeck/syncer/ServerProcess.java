package dev.skydeck.syncer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** An S3 server of another make as a process that says its port in what it prints. */
final class ServerProcess implements S3Server {
    private final Process process;
    private final String endpoint;

    private ServerProcess(Process process, String endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** @param port finds the port in the output, as its first group */
    static ServerProcess start(Path folder, List<String> command, Pattern port) throws IOException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            String[] found = {""};
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .failFast("it ended: " + output, () -> !process.isAlive())
                    .until(() -> {
                        Matcher said = port.matcher(Files.readString(output));
                        found[0] = said.find() ? said.group(1) : "";
                        return !found[0].isEmpty();
                    });
            return new ServerProcess(process, "http://127.0.0.1:" + found[0]);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    @Override
    public String endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
