package dev.skydeck.skypilot.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.skypilot.Recordings;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {
    private static List<String> read(String text, int piece) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        LogLines parser = new LogLines();
        List<byte[]> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += piece) {
            parser.take(Buffer.buffer(bytes).getBuffer(from, Math.min(bytes.length, from + piece)), lines);
        }
        parser.end(lines);
        return lines.stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 64, 4096})
    void shouldMakeTheSameLinesHoweverTheyAreCut(int piece) {
        // Given
        String text = "ünï 漢字 \uD83D\uDE80\n\u001b[36m(a, pid=1)\u001b[0m x\n50%\r100%\n\nlast without an end";
        // When
        List<String> lines = read(text, piece);
        // Then
        assertThat(lines)
                .containsExactly(
                        "ünï 漢字 \uD83D\uDE80\n",
                        "\u001b[36m(a, pid=1)\u001b[0m x\n",
                        "50%\r100%\n",
                        "\n",
                        "last without an end\n");
    }

    @Test
    void shouldLeaveOutWhatSkyPilotSaysToItsOwnClient() {
        // Given
        String recorded = Recordings.of("0.14.1", "jobs_logs_succeeded").body();
        // When
        List<String> lines = read(recorded, 100);
        // Then
        assertThat(lines)
                .noneMatch(line -> line.contains("sky-payload"))
                .contains("\u001b[36m(ok-full.v1_a-k7f2, pid=2270)\u001b[0m unicode äöü 漢字\n")
                .endsWith("\u001b[0m\u001b[32m✓ Job finished (status: SUCCEEDED).\u001b[0m\u001b[0m\n");
    }

    @Test
    void shouldLeaveOutHeartbeatsAndNoteThatItShallComeAgain() {
        // Given
        LogLines parser = new LogLines();
        List<byte[]> lines = new ArrayList<>();
        // When
        parser.take(Buffer.buffer("a\n<heartbeat></heartbeat>\n<retry></retry>\n"), lines);
        // Then
        assertThat(lines).hasSize(1);
        assertThat(parser.isRetry()).isTrue();
    }

    @Test
    void shouldCutALineThatNeverEndsBetweenCharacters() {
        // Given
        String line = "漢".repeat(LogLines.MOST_LINE_BYTES);
        // When
        List<String> lines = read(line, 1_000);
        // Then
        assertThat(lines).hasSizeGreaterThan(2).allMatch(one -> one.endsWith("漢\n"));
        assertThat(String.join("", lines).replace("\n", "")).isEqualTo(line);
    }

    @Test
    void shouldSurviveBytesThatAreNoText() {
        // Given
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        List<byte[]> lines = new ArrayList<>();
        LogLines parser = new LogLines();
        // When
        parser.take(Buffer.buffer(noise), lines);
        parser.end(lines);
        // Then
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(new String(line, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                                .isEqualTo(line));
    }
}
