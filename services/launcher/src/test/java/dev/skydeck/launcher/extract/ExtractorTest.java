package dev.skydeck.launcher.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skydeck.launcher.ApiFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that print a tool's schema: real processes, a real store. */
class ExtractorTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", System.getenv("PATH"), "SECRET", "s3cr3t");

    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ApiFixture api;

    @SuppressWarnings("NullAway.Init") // JUnit calls open first
    ExtractorTest() {}

    @BeforeEach
    void open(@TempDir Path made) throws Exception {
        folder = made;
        api = ApiFixture.on(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    @Test
    void shouldBringWhatTheCommandPrints() throws Exception {
        schema("seed");

        deploy(extractor(List.of("cat", "schema.json"), Optional.empty()));

        awaitFlag("seed");
    }

    @Test
    void shouldRunAgainWhenTheFileChanges() throws Exception {
        schema("seed");
        deploy(extractor(List.of("cat", "schema.json"), Optional.empty()));
        awaitFlag("seed");

        schema("lr");

        awaitFlag("lr");
    }

    @Test
    void shouldRunAgainWhenTheGitRefMoves() throws Exception {
        // Given: a repository whose file is not watched itself
        git("init", "-q");
        commit("seed");
        deploy(new Extractor(
                "tools.Train",
                List.of("git", "show", "HEAD:schema.json"),
                folder,
                Optional.of("HEAD"),
                List.of(),
                List.of()));
        awaitFlag("seed");

        // When
        commit("lr");

        // Then
        awaitFlag("lr");
    }

    @Test
    void shouldKeepTheOldFlagsAndSayWhyWhenTheCommandFails() throws Exception {
        schema("seed");
        deploy(extractor(List.of("cat", "schema.json"), Optional.empty()));
        awaitFlag("seed");

        Files.writeString(folder.resolve("schema.json"), "no schema");

        await().untilAsserted(
                        () -> assertThat(api.get("/api/health")
                                        .at("/flags/error")
                                        .asText())
                                .startsWith(
                                        "The flags of tools.Train stay as they were, since cat printed no schema that can be used: #: "));
        assertThat(api.get("/api/flags?tool_path=tools.Train")
                        .at("/flags/0/flag")
                        .asText())
                .isEqualTo("seed");
    }

    @Test
    void shouldNotHandArgumentsToAShell() throws Exception {
        Extraction.Look look = look(List.of("echo", "{\"properties\":{\"a\":{\"default\":\"$(id) ; `id`\"}}}"));

        assertThat(Objects.requireNonNull(look.flags()).get(0).defaultValue()).isEqualTo("\"$(id) ; `id`\"");
    }

    @Test
    void shouldKeepItsOwnEnvironmentToItself() throws Exception {
        assertThat(look(List.of("sh", "-c", "echo $SECRET >&2; exit 1")).error())
                .doesNotContain("s3cr3t");
    }

    @Test
    void shouldSayTheLastLineOfWhatACommandComplains() throws Exception {
        assertThat(look(List.of("sh", "-c", "echo first >&2; echo last >&2; exit 3"))
                        .error())
                .isEqualTo("The flags of tools.Train stay as they were, since sh ended with 3: last.");
    }

    @Test
    void shouldEndACommandThatTakesTooLong() throws Exception {
        assertThat(look(List.of("sleep", "600")).error())
                .isEqualTo("The flags of tools.Train stay as they were, since sleep took longer than 2 s.");
    }

    @Test
    void shouldEndACommandThatPrintsTooMuch() throws Exception {
        assertThat(look(List.of("yes")).error())
                .isEqualTo("The flags of tools.Train stay as they were, since yes printed more than 4194304 bytes.");
    }

    @Test
    void shouldSayThatAProgramIsMissing() throws Exception {
        assertThat(look(List.of("no-such-program")).error()).contains("no-such-program cannot be started");
    }

    private Extraction.Look look(List<String> command) throws InterruptedException {
        return new Extraction(Duration.ofSeconds(2), ENVIRONMENT).look(extractor(command, Optional.empty()), null);
    }

    private Extractor extractor(List<String> command, Optional<String> gitRef) {
        return new Extractor("tools.Train", command, folder, gitRef, List.of(folder.resolve("schema.json")), List.of());
    }

    private void deploy(Extractor extractor) throws Exception {
        api.vertx
                .deployVerticle(new ExtractorVerticle(
                        List.of(extractor), ENVIRONMENT, Duration.ofSeconds(10), Duration.ofMillis(50)))
                .await(20, TimeUnit.SECONDS);
    }

    private void awaitFlag(String name) {
        await().untilAsserted(() -> assertThat(api.get("/api/flags?tool_path=tools.Train")
                        .at("/flags/0/flag")
                        .asText())
                .isEqualTo(name));
    }

    private void schema(String flag) throws Exception {
        Files.writeString(
                folder.resolve("schema.json"), "{\"properties\": {\"" + flag + "\": {\"type\": \"integer\"}}}");
    }

    private void commit(String flag) throws Exception {
        schema(flag);
        git("add", "schema.json");
        git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", flag);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
