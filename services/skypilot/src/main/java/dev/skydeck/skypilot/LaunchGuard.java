package dev.skydeck.skypilot;

import dev.skydeck.messages.TaskTemplateRequest.TaskSource;
import dev.skydeck.messages.model.CheckpointFolder;
import dev.skydeck.messages.model.JobCommand;
import dev.skydeck.messages.model.LaunchToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What stands before a job's command so that of all jobs of an experiment at most one runs at a time, whoever launched them.
 * The job itself claims {@code s3://<bucket>/<prefix>/<experiment>/.skydeck-claim-<sequence>} by the script
 * {@code launch-guard.py}: an upload with {@code If-None-Match: *} has one winner. A job that may not run ends with 0; one
 * that could not find out ends with 1. Neither runs the command.
 */
final class LaunchGuard {
    /**
     * The script has exit codes of its own: a python3 that is something else, and ends with 0, must not let the command run. It
     * runs isolated (-I), or a random.py of the team would be taken for Python's.
     */
    private static final String SHELL = """
            # SkyDeck's launch guard: what follows it runs only if this job holds the launch's claim in S3.
            skydeck_python=python3
            command -v python3 >/dev/null 2>&1 || skydeck_python=$(cat ~/.sky/python_path) || skydeck_python=python3
            skydeck_guard=0
            "$skydeck_python" -I - %s <<'SKYDECK_LAUNCH_GUARD' || skydeck_guard=$?
            %sSKYDECK_LAUNCH_GUARD
            case $skydeck_guard in
            10) ;;
            11) exit 0 ;;
            *) echo "SkyDeck's launch guard: the command is not run (python3 ended with $skydeck_guard)."; exit 1 ;;
            esac
            """;

    /** What stands for itself in a URL's path and in a signature. */
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private final LaunchGuardOptions options;
    private final String script = script();

    LaunchGuard(LaunchGuardOptions options) {
        this.options = options;
    }

    /**
     * Shell text that goes on, or ends the shell; it needs {@code python3}.
     *
     * @throws TaskRefused if the token is none, for then nothing could be claimed
     */
    String before(TaskSource source) throws TaskRefused {
        if (LaunchToken.parse(source.token()).isEmpty()) {
            throw new TaskRefused("The launch guard needs a launch's token, and '" + source.token() + "' is none.");
        }
        // Without the experiment's own characters no shell, locale or signature can read the place differently.
        String folder =
                encoded(CheckpointFolder.of(options.prefix(), source.spec().name()));
        String words = List.of(
                        Objects.requireNonNullElse(options.endpoint(), ""),
                        options.region(),
                        options.bucket(),
                        folder,
                        source.token(),
                        String.valueOf(source.ended()),
                        String.valueOf(options.patience().toSeconds()))
                .stream()
                .map(JobCommand::quoted)
                .collect(Collectors.joining(" "));
        return SHELL.formatted(words, script);
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf((char) one) >= 0) {
                encoded.append((char) one);
            } else {
                encoded.append(String.format("%%%02X", one));
            }
        }
        return encoded.toString();
    }

    private static String script() {
        try (InputStream stream = LaunchGuard.class.getResourceAsStream("launch-guard.py")) {
            return new String(
                    Objects.requireNonNull(stream, "part of this jar").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the launch guard cannot be read from this jar", e);
        }
    }
}
