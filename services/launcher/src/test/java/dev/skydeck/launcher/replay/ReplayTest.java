package dev.skydeck.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import dev.skydeck.messages.Event;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Sends what was recorded from the original, in order, to an empty database of ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTest {
    private final Captured captured = new Captured();
    private ApiFixture api;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first
    ReplayTest() {}

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        api = ApiFixture.on(folder.resolve("skydeck.db"));
        // The original reads its sources itself; here they say that they are well.
        api.bus.publish(new Event.SourceReport("skypilot", 0L, 30_000, null));
        api.bus.publish(new Event.SourceReport("s3", 0L, 60_000, null));
    }

    @AfterAll
    void stop() throws Exception {
        api.close();
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerAsTheOriginalDid() {
        return Exchange.all().stream()
                .map(exchange -> DynamicTest.dynamicTest(
                        String.format("%03d %s", exchange.step(), exchange.name()), () -> replay(exchange)));
    }

    private void replay(Exchange exchange) throws Exception {
        Optional<Difference> difference = Differences.at(exchange.step());
        if (difference.isPresent() && !difference.get().isSent()) {
            return;
        }
        Got got = send(exchange);
        JsonNode actual = got.text().isEmpty() ? MissingNode.getInstance() : got.json();
        captured.take(exchange, actual);
        Map<String, List<String>> found = Comparison.of(exchange, actual, captured);
        if (difference.isEmpty()) {
            assertThat(got.status()).as(got.text()).isEqualTo(exchange.status());
            assertThat(found).isEmpty();
            sameHeaders(exchange, got);
            return;
        }
        check(difference.get(), exchange, got, found);
        if (difference.get().makeUp().isPresent()) {
            Difference.MakeUp makeUp = difference.get().makeUp().get();
            assertThat(api.post(captured.in(makeUp.path()), makeUp.body()).status())
                    .isEqualTo(200);
        }
    }

    /** A difference that is none any more has to leave the table. */
    private static void check(Difference difference, Exchange exchange, Got got, Map<String, List<String>> found) {
        if (!difference.places().isEmpty()) {
            assertThat(got.status()).as(got.text()).isEqualTo(exchange.status());
            assertThat(found.keySet()).isEqualTo(difference.places());
        } else {
            assertThat(got.status())
                    .as(got.text())
                    .isEqualTo(difference.status().orElseThrow());
        }
    }

    private Got send(Exchange exchange) throws Exception {
        String path = captured.in(exchange.path());
        String body = exchange.body() == null ? null : captured.in(exchange.body());
        return api.raw(exchange.method(), path, body, exchange.headers());
    }

    private static void sameHeaders(Exchange exchange, Got got) {
        String location = exchange.expectedHeaders().get("location");
        if (location != null) {
            assertThat(URI.create(String.valueOf(got.headers().get("location"))).getPath())
                    .isEqualTo(URI.create(location).getPath());
        }
        // The original names one method of a path; we name all.
        String allow = exchange.expectedHeaders().get("allow");
        if (allow != null) {
            assertThat(got.headers().get("allow")).contains(allow);
        }
        String type = exchange.expectedHeaders().get("content-type");
        if (type != null && !exchange.expected().isMissingNode()) {
            assertThat(got.headers()).containsEntry("content-type", type);
        }
    }

    @Test
    void shouldListEveryDifferenceInTheDocumentation() throws Exception {
        List<String> documented = Files.readAllLines(Path.of("../../docs/compatibility.md")).stream()
                .filter(line -> line.matches("\\| [0-9]{3}.*"))
                .toList();

        assertThat(documented)
                .isEqualTo(Differences.ALL.stream().map(Difference::row).toList());
    }
}
