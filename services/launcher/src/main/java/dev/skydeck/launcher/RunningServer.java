package dev.skydeck.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server that works with a database now, asked over its own API with the secret that it leaves for the command line. */
final class RunningServer {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ControlFile control;
    private final HttpClient http;

    private RunningServer(ControlFile control) {
        this.control = control;
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE);
        control.certificate().map(PinnedCertificate::context).ifPresent(client::sslContext);
        this.http = client.build();
    }

    /** Empty when none runs; one that was killed left its file behind. */
    static Optional<RunningServer> of(Path database) throws InterruptedException {
        Optional<RunningServer> server = ControlFile.of(database).map(RunningServer::new);
        return server.isPresent() && server.get().answers() ? server : Optional.empty();
    }

    /** @throws NotDone when none runs */
    static RunningServer required(Path database) throws InterruptedException {
        return of(database).orElseThrow(() -> new NotDone("No server works with " + database + ". Start it first."));
    }

    private boolean answers() throws InterruptedException {
        try {
            send("GET", "/api/health", null);
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** @throws NotDone with the server's own sentence when it refuses */
    JsonNode ask(String method, String path, @Nullable Map<String, ?> body) throws InterruptedException {
        try {
            return askText(method, path, body == null ? null : MAPPER.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body of ours is plain", e);
        }
    }

    /** As {@link #ask}, with a body that is JSON already: its numbers keep their text. */
    JsonNode askText(String method, String path, @Nullable String body) throws InterruptedException {
        try {
            HttpResponse<String> response = send(method, path, body);
            JsonNode answer = MAPPER.readTree(response.body());
            if (response.statusCode() == 401) {
                throw new NotDone("The server at " + control.url() + " does not know the secret of "
                        + "the database's control file: it works with another database. Name that one with --db-path.");
            }
            if (response.statusCode() != 200) {
                throw new NotDone(sentences(answer, "The server answered " + response.statusCode() + "."));
            }
            return answer;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Where several things are wrong, each on a line. */
    private static String sentences(JsonNode answer, String fallback) {
        String detail = answer.path("detail").asText(fallback);
        Set<String> sentences = new LinkedHashSet<>(List.of(detail));
        answer.path("errors")
                .forEach(error -> sentences.add(error.path("message").asText()));
        return String.join(System.lineSeparator(), sentences);
    }

    private NotDone unreachable(IOException cause) {
        return new NotDone("The server at " + control.url() + " cannot be asked: " + cause.getMessage(), cause);
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(control.url().resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + control.secret());
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
