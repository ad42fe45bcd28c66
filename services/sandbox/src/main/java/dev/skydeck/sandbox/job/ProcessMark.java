package dev.skydeck.sandbox.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A process that can be told from a later one with the same id.
 *
 * @param pid its id, which is its process group's too
 * @param startTime field 22 of {@code /proc/<pid>/stat}: clock ticks from boot to its start
 * @param boot the kernel's boot id
 */
record ProcessMark(long pid, String startTime, String boot) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int KILL_SECONDS = 5;

    static ProcessMark parse(String line) {
        String[] words = line.trim().split(" ", 3);
        return new ProcessMark(Long.parseLong(words[0]), words[1], words[2]);
    }

    /** Whether this very process runs. One that ended and was not waited for does not. */
    boolean alive() throws IOException {
        return sameBoot() && fateOfId() == Fate.OURS;
    }

    /** Sends a signal to the whole process group. Does nothing where the id has passed on to another process. */
    void signalGroup(String signal) throws IOException, InterruptedException {
        if (!sameBoot() || fateOfId() == Fate.PASSED_ON) {
            return;
        }
        // The kernel gives no process an id that is still the id of a group, so with the leader gone the group,
        // if there is one, is ours.
        Process kill = new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"-$2\"", "kill", signal, String.valueOf(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        kill.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    }

    private boolean sameBoot() throws IOException {
        return Files.readString(BOOT_ID).trim().equals(boot);
    }

    private enum Fate {
        OURS,
        GONE,
        PASSED_ON
    }

    private Fate fateOfId() {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return Fate.GONE;
        }
        // The second field is the program's name in brackets and may itself hold spaces and brackets.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
        if (!fields[19].equals(startTime)) {
            return Fate.PASSED_ON;
        }
        return fields[0].equals("Z") ? Fate.GONE : Fate.OURS;
    }
}
