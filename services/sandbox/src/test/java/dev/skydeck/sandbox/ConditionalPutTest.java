package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads that must not replace anything. */
class ConditionalPutTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder = Path.of("replaced");

    private static Sandbox sandbox = Unset.sandbox();

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(folder);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static HttpRequest put(String key, String content, String header, String value) {
        return HttpRequest.newBuilder(URI.create(sandbox.s3Endpoint() + "/skydeck/" + key))
                .header(header, value)
                .PUT(BodyPublishers.ofString(content))
                .build();
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest first(String key, String content) {
        return put(key, content, "If-None-Match", "*");
    }

    private static Path file(String key) {
        return folder.resolve("s3/skydeck").resolve(key);
    }

    @Test
    void shouldStoreWhereNothingIs() throws Exception {
        // When
        HttpResponse<String> answer = send(first("new/a", "mine"));
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("etag")).isPresent();
        assertThat(file("new/a")).hasContent("mine");
    }

    @Test
    void shouldLeaveAnObjectThatIsThereAsItIs() throws Exception {
        // Given
        send(first("held", "first"));
        // When
        HttpResponse<String> answer = send(first("held", "second"));
        // Then
        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.body()).contains("<Code>PreconditionFailed</Code>");
        assertThat(file("held")).hasContent("first");
        assertThat(folder.resolve("s3/skydeck"))
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith(".tmp-"));
    }

    @Test
    void shouldLetOneOfManyBeTheFirst() throws Exception {
        // When
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(HTTP.sendAsync(first("raced", "by " + i), BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode));
        }
        // Then
        List<Integer> statuses =
                answers.stream().map(CompletableFuture::join).sorted().toList();
        assertThat(statuses).startsWith(200, 412).endsWith(412);
    }

    @ParameterizedTest
    @CsvSource({"If-None-Match, '\"abc\"'", "If-Match, '\"abc\"'", "If-Match, *"})
    void shouldRefuseAConditionThatItDoesNotKeep(String header, String value) throws Exception {
        // When
        HttpResponse<String> answer = send(put("other", "x", header, value));
        // Then
        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(file("other")).doesNotExist();
    }
}
