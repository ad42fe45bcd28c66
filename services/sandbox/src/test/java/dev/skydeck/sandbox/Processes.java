package dev.skydeck.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processes of this machine, by id. */
final class Processes {
    private Processes() {}

    /** Whether it runs; one that ended and was not waited for does not. */
    static boolean runs(String pid) throws IOException {
        Path stat = Path.of("/proc", pid, "stat");
        try {
            return !Files.readString(stat).contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    static void kill(String pid) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -s KILL -- \"$1\"", "kill", pid)
                .start()
                .waitFor();
    }
}
