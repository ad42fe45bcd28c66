package dev.skydeck.messages.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobCommandTest {
    @Test
    void shouldAppendWhatTheOriginalAppendsInItsOrder() {
        // Given
        Flags flags = new Flags(Map.of(
                "trainer.lr", new FlagValue.Dec("1e-4"),
                "a.flag", new FlagValue.Bool(true),
                "note", new FlagValue.Text("two words")));
        ExperimentSpec spec = new ExperimentSpec(
                "my.run", "lt", "tools/train.py", "main", flags, 2, 8, null, null, null, false, null, null, false);

        // When
        String command = JobCommand.of(spec);

        // Then
        assertThat(command)
                .isEqualTo("lt --gpus=8 --nodes=2 --git-ref=main tools/train.py run=my.run a.flag=true"
                        + " note='two words' trainer.lr=1e-4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "it's",
                "$(touch canary)",
                "`touch canary`",
                "a;b",
                "a\nb",
                "a\\b",
                "\"",
                "-n",
                "~",
                "*",
                "ä 😀",
                "a&b|c",
                "!x",
                "#",
                "=",
                "'",
                "''"
            })
    void shouldReachTheProgramAsOneWordByteForByte(String text) throws Exception {
        // Given
        String line = "printf '<%s>' " + JobCommand.quoted(text);

        // When
        String printed = run(List.of("sh", "-c", line));

        // Then
        assertThat(printed).isEqualTo("<" + text + ">");
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return printed;
        }
    }
}
