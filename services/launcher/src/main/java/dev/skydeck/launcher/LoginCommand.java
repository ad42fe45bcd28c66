package dev.skydeck.launcher;

import dev.skydeck.skypilot.Login;
import dev.skydeck.skypilot.SkyPilotOptions;
import dev.skydeck.skypilot.TaskOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skydeck login}: SkyPilot's login by a browser, for {@code sky} and for SkyDeck. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description =
                "Logs in to the SkyPilot API server by a browser, here or on another machine. A running SkyDeck on this"
                        + " machine takes the new login by itself.")
final class LoginCommand implements Callable<Integer> {
    /** As long as the server keeps what was approved. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final long ANSWER_SECONDS = 30;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${SKYPILOT_API_SERVER_ENDPOINT}",
            description =
                    "The SkyPilot API server (SKYPILOT_API_SERVER_ENDPOINT; default what ~/.sky/config.yaml says).")
    private @Nullable String endpoint;

    @Option(names = "--no-browser", description = "Only prints the address to open.")
    private boolean noBrowser;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        try (Login login = Login.to(vertx, options())) {
            if (!wait(login.isWanted(), ANSWER_SECONDS)) {
                json.print(
                        "The SkyPilot server at " + login.server() + " needs no login.",
                        Map.of("server", login.server(), "login", false));
                return 0;
            }
            System.err.println("Open this page and approve: " + login.page());
            if (!noBrowser) {
                open(login.page());
            }
            wait(login.approved(PATIENCE), PATIENCE.toSeconds() + ANSWER_SECONDS);
            json.print(
                    "Logged in to " + login.server() + ". The login is in " + login.file() + ".",
                    Map.of(
                            "server",
                            login.server(),
                            "login",
                            true,
                            "file",
                            login.file().toString()));
            return 0;
        } catch (IllegalArgumentException | Login.Failed e) {
            throw new NotDone(String.valueOf(e.getMessage()));
        } finally {
            var unused = vertx.close();
        }
    }

    private SkyPilotOptions options() {
        return new SkyPilotOptions(
                endpoint, null, TaskOptions.NONE, Duration.ofSeconds(30), Path.of("."), System.getenv());
    }

    private static <T> T wait(Future<T> future, long seconds) throws InterruptedException {
        try {
            return future.await(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new NotDone("The SkyPilot server gave no answer in time.", e);
        }
    }

    /** Where there is a desktop; elsewhere the address was printed. */
    private static void open(String page) {
        for (String opener : List.of("xdg-open", "open")) {
            try {
                new ProcessBuilder(opener, page)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return;
            } catch (IOException e) {
                // There is no such program here.
            }
        }
    }
}
