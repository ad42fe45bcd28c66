package dev.skydeck.launcher.guard;

import static dev.skydeck.launcher.guard.GuardedDeck.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole SkyDecks with the launch guard, whose jobs are real processes that ask a real S3 server. */
class GuardedLaunchTest {
    @TempDir
    Path folder = Path.of("replaced");

    @SuppressWarnings("NullAway.Init")
    private GuardedDeck deck;

    private Path ran = Path.of("replaced");

    @BeforeEach
    void start() throws Exception {
        deck = GuardedDeck.first(folder.resolve("first"));
        ran = folder.resolve("ran");
    }

    @AfterEach
    void stop() throws Exception {
        deck.close();
    }

    private List<String> lines() throws Exception {
        return Files.exists(ran) ? Files.readAllLines(ran) : List.of();
    }

    private void givenThatItRuns() throws Exception {
        deck.run("lr", ran);
        patiently().until(() -> lines().size() == 1);
    }

    @Test
    void shouldRunForOneOfTwoSkyDecksThatKnowNothingOfOneAnother() throws Exception {
        // Given
        GuardedDeck other = GuardedDeck.second(folder.resolve("second"), deck);
        try {
            // When
            deck.run("lr", ran);
            other.run("lr", ran);
            // Then
            patiently()
                    .until(() -> deck.status(1).equals("SUCCEEDED")
                                    != other.status(1).equals("SUCCEEDED")
                            && lines().size() == 1);
            GuardedDeck loser = other.status(1).equals("SUCCEEDED") ? other : deck;
            assertThat(loser.log(1, 0))
                    .contains("the command is not run, for s3://skydeck/policies/lr/.skydeck-claim-1");
        } finally {
            other.close();
        }
    }

    @Test
    void shouldNotRunWhatAPersonLaunchesFromTheJobsOwnTask() throws Exception {
        // Given
        givenThatItRuns();
        String task = deck.job(1).path("user_yaml").asText().replaceFirst("(?s)^.*?\n---\n", "");
        // When
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        // Not known by its metadata, or SkyDeck would cancel it as a duplicate of its own.
        deck.sky(
                "/jobs/launch",
                copy.put("task", task.replace("_metadata:\n  skydeck:", "_metadata:\n  was:"))
                        .put("name", "copy"));
        // Then
        patiently().until(() -> deck.status(2).equals("SUCCEEDED"));
        assertThat(deck.log(2, 0)).contains("is held by another job of the same launch");
        assertThat(lines()).hasSize(1);
        assertThat(deck.status(1)).isEqualTo("RUNNING");
    }

    @Test
    void shouldRunAgainAfterAPreemption() throws Exception {
        // Given
        givenThatItRuns();
        String process = Files.readString(deck.attempt(1, 0).resolve("process")).split(" ", 2)[0];
        // When
        new ProcessBuilder("kill", "-9", "--", "-" + process).start().waitFor(10, TimeUnit.SECONDS);
        // Then
        patiently().until(() -> lines().size() == 2);
        assertThat(lines().get(1)).isEqualTo(lines().get(0));
    }

    @Test
    void shouldTellNoSecretInTaskAndLog() throws Exception {
        // When
        givenThatItRuns();
        // Then
        assertThat(deck.job(1).path("user_yaml").asText())
                .contains("launch guard")
                .doesNotContain("canary");
        assertThat(deck.api.get("/api/experiments/1/task").text())
                .contains("launch guard")
                .doesNotContain("canary");
        assertThat(deck.log(1, 0)).contains("is held by this job").doesNotContain("canary");
    }
}
