package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.TaskTemplateRequest.TaskSource;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A job whose command is guarded, run by a real shell. Copies differ in what is said of them. */
record GuardedJob(
        Path folder,
        @Nullable String endpoint,
        String experiment,
        String token,
        long ended,
        Duration patience,
        Map<String, String> environment,
        List<String> shell) {
    static final String KEY_ID = "AKIAGUARD";
    static final String SECRET = "s3cret/canary+key";
    private static final AtomicInteger RUNS = new AtomicInteger();

    /** What a run came to. */
    record Ending(int code, boolean ran, String output) {}

    /** It could not find out whether it may run. */
    static void assertNotRunFor(Ending ending, String reason) {
        assertThat(ending.output()).contains(reason);
        assertThat(ending.code()).isEqualTo(1);
        assertThat(ending.ran()).isFalse();
    }

    /** The first launch of "lr" by SkyDeck "aaa", the managed job 8, on one node, with credentials. */
    static GuardedJob of(Path folder, @Nullable String endpoint) {
        Map<String, String> environment = Map.of(
                "AWS_ACCESS_KEY_ID", KEY_ID,
                "AWS_SECRET_ACCESS_KEY", SECRET,
                "AWS_EC2_METADATA_DISABLED", "true",
                "SKYPILOT_TASK_ID", "sky-managed-2026-11-26-09-00-00-000001_lr-k7f2q5_8-0",
                "SKYPILOT_NODE_RANK", "0");
        return new GuardedJob(
                folder, endpoint, "lr", token("aaa", 1), 0, Duration.ofSeconds(20), environment, List.of("bash"));
    }

    static String token(String installation, int sequence) {
        return "sd1:" + installation + ":7:" + sequence + ":k7f2q5abcdefg";
    }

    GuardedJob named(String name) {
        return new GuardedJob(folder, endpoint, name, token, ended, patience, environment, shell);
    }

    GuardedJob launch(String otherToken, long endedBefore) {
        return new GuardedJob(folder, endpoint, experiment, otherToken, endedBefore, patience, environment, shell);
    }

    /** Without the variable where the value is empty. */
    GuardedJob with(String variable, String value) {
        Map<String, String> other = new HashMap<>(environment);
        other.put(variable, value);
        other.values().remove("");
        return new GuardedJob(folder, endpoint, experiment, token, ended, patience, other, shell);
    }

    GuardedJob in(String... words) {
        return new GuardedJob(folder, endpoint, experiment, token, ended, patience, environment, List.of(words));
    }

    GuardedJob patient(Duration most) {
        return new GuardedJob(folder, endpoint, experiment, token, ended, most, environment, shell);
    }

    GuardedJob job(int id) {
        return with("SKYPILOT_TASK_ID", "sky-managed-2026-11-26-09-00-00-000001_lr-k7f2q5_" + id + "-0");
    }

    GuardedJob rank(int rank) {
        return with("SKYPILOT_NODE_RANK", String.valueOf(rank));
    }

    private ExperimentSpec spec(String command) {
        return new ExperimentSpec(
                experiment, command, null, null, Flags.NONE, 1, 0, null, null, null, false, null, null, false);
    }

    /** The task's {@code run}. */
    String script(String command) throws TaskRefused {
        TaskSource source = new TaskSource(spec(command), token, "lr-k7f2q5", ended, List.of());
        LaunchGuardOptions options = new LaunchGuardOptions(endpoint, "us-east-1", "ckpt", "policies", patience);
        return new LaunchGuard(options).before(source) + command + "\n";
    }

    /** Begins to run; the ending is had by {@link Begun#ending}. */
    Begun begin() throws Exception {
        Path own = Files.createDirectories(folder.resolve("run-" + RUNS.incrementAndGet()));
        // The team's modules must not stand in for Python's. Some of these may be loaded before anybody asks for them.
        for (String module : List.of("configparser", "hmac", "json", "random")) {
            Files.writeString(own.resolve(module + ".py"), "raise SystemExit(10)\n");
        }
        Path script = Files.writeString(own.resolve("run.sh"), script("echo begun > ran; cat"));
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(shell))
                .directory(own.toFile())
                .redirectErrorStream(true);
        builder.command().add(script.toString());
        builder.environment().keySet().removeIf(name -> name.matches("(AWS|SKYPILOT|SKYDECK)_.*"));
        builder.environment().put("HOME", own.toString());
        builder.environment().putAll(environment);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(own.resolve("log").toFile());
        return new Begun(builder.start(), own);
    }

    Ending run() throws Exception {
        return begin().ending();
    }

    /** A run that goes on. */
    record Begun(Process process, Path folder) {
        Ending ending() throws Exception {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the job does not end: " + output());
            }
            if (output().contains(SECRET) || output().contains(KEY_ID)) {
                throw new AssertionError("credentials in the log: " + output());
            }
            return new Ending(process.exitValue(), Files.exists(folder.resolve("ran")), output());
        }

        private String output() throws Exception {
            return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
        }
    }
}
