package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.TaskTemplateRequest.TaskSource;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.skypilot.TaskBuilder.Server;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Flags of every kind on their way through YAML and a shell to the program: byte for byte the same, and nothing of them is
 * ever run. The seed is fixed; what the random maps lack stands in {@link #NASTY}.
 */
class QuotingTest {
    private static final int MAPS = 5_000;
    /** A shell function that prints each of its words with a NUL after it, and a 1 and a NUL in the end. */
    private static final String PRINT_WORDS = """
            p() {
                for word in "$@"; do
                    printf '%s' "$word" && printf '\\0'
                done
                printf '\\1\\0'
            }
            """;

    private static final List<String> NASTY = List.of(
            "",
            " ",
            "'",
            "''",
            "\"",
            "\\",
            "\\\\",
            "it's",
            "a'b\"c\\d`e",
            "$(touch CANARY)",
            "`touch CANARY`",
            "'; touch CANARY; '",
            "\"; touch CANARY; \"",
            "$(touch CANARY) | sh",
            "&& touch CANARY",
            "\ntouch CANARY\n",
            "\r\ntouch CANARY",
            "EOF\ntouch CANARY",
            "${HOME}",
            "$HOME",
            "~",
            "~root",
            "*",
            "?",
            "[a-z]*",
            "{a,b}",
            "!!",
            "!x",
            "#",
            " # not a comment",
            "a: b",
            "- a",
            "<<",
            "<<: *x",
            "&a *a",
            "no",
            "yes",
            "null",
            "true",
            "1e3",
            "08",
            "0x10",
            "1_000",
            "2024-01-01",
            "2024-01-01T00:00:00Z",
            ".inf",
            "-",
            "--",
            "-rf",
            "--help",
            "=",
            "a=b",
            "trailing ",
            " leading",
            "tab\there",
            "two\nlines",
            "line\u2028paragraph\u2029next\u0085end",
            "\u0007\u001b[31m",
            "ünïcode 漢字 \uD83D\uDE80",
            "\u202Ertl",
            "\uFEFFbom",
            "%s%n",
            "a".repeat(20_000),
            ";".repeat(500));

    private static final List<ExperimentSpec> SPECS = new ArrayList<>();
    private static Path folder = Path.of("replaced");

    @BeforeAll
    static void makeSpecs(@TempDir Path temp) {
        folder = temp;
        Random random = new Random(20_261_122);
        for (int map = 0; map < MAPS; map++) {
            Map<String, FlagValue> flags = new HashMap<>();
            for (int flag = random.nextInt(6); flag >= 0; flag--) {
                flags.put(name(random), new FlagValue.Text(value(random)));
            }
            String name = random.nextInt(4) == 0 ? "run's $(touch CANARY) " + map : "run." + map;
            SPECS.add(new ExperimentSpec(
                    name,
                    "p",
                    "tools/it's a tool.py",
                    "main",
                    new Flags(flags),
                    2,
                    0,
                    null,
                    null,
                    null,
                    false,
                    null,
                    null,
                    false));
        }
    }

    private static String name(Random random) {
        return "f" + random.nextInt(1_000) + (random.nextBoolean() ? ".x_" : "-") + random.nextInt(100);
    }

    private static String value(Random random) {
        if (random.nextInt(3) > 0) {
            return NASTY.get(random.nextInt(NASTY.size()));
        }
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            int point = random.nextInt(5) == 0 ? random.nextInt(0x2FFF) : 32 + random.nextInt(95);
            value.appendCodePoint(point == 0 || (point >= 0xD800 && point <= 0xDFFF) ? 'x' : point);
        }
        return value.toString();
    }

    /** The task's {@code run}, as a YAML parser of another make than the one that read templates finds it. */
    private static String run(ExperimentSpec spec) {
        TaskBuilder builder = new TaskBuilder(TaskOptions.NONE, Map.of());
        try {
            String task = builder.task(
                    new TaskSource(spec, "sd1:abc123:7:2:k7f2q5abcdefg", "lr-k7f2q5", 0, List.of()),
                    new Server(true, 62));
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(64 << 20).build();
            Map<?, ?> tree = (Map<?, ?>) new Load(settings).loadFromString(task);
            return String.valueOf(tree.get("run"));
        } catch (TaskRefused e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> expected(ExperimentSpec spec) {
        List<String> words =
                new ArrayList<>(List.of("--gpus=0", "--nodes=2", "--git-ref=main", "tools/it's a tool.py"));
        words.add("run=" + spec.name());
        new TreeMap<>(spec.flags().values())
                .forEach((name, value) -> words.add(name + "=" + ((FlagValue.Text) value).value()));
        return words;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "dash"})
    void shouldReachTheProgramByteForByte(String shell) throws Exception {
        // Given
        Path script = folder.resolve(shell + ".sh");
        StringBuilder text = new StringBuilder(PRINT_WORDS);
        for (ExperimentSpec spec : SPECS) {
            text.append(run(spec)).append('\n');
        }
        Files.writeString(script, text, StandardCharsets.UTF_8);
        File output = folder.resolve(shell + ".out").toFile();
        // When
        Process process = new ProcessBuilder(shell, script.toString())
                .directory(folder.toFile())
                .redirectOutput(output)
                .redirectError(folder.resolve(shell + ".err").toFile())
                .start();
        // Then
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(folder.resolve(shell + ".err"))
                .content(StandardCharsets.ISO_8859_1)
                .isEmpty();
        assertThat(folder.resolve("CANARY")).doesNotExist();
        byte[] all = Files.readAllBytes(output.toPath());
        ByteArrayOutputStream wanted = new ByteArrayOutputStream();
        for (ExperimentSpec spec : SPECS) {
            for (String word : expected(spec)) {
                wanted.writeBytes(word.getBytes(StandardCharsets.UTF_8));
                wanted.write(0);
            }
            wanted.write(1);
            wanted.write(0);
        }
        assertThat(Arrays.mismatch(all, wanted.toByteArray())).isEqualTo(-1);
    }

    @Test
    void shouldTellACommandThatIsNotQuoted() throws Exception {
        // Given
        Path script = folder.resolve("unquoted.sh");
        Files.writeString(script, "cd " + folder + " && : x=$(touch CONTROL)\n");
        // When
        new ProcessBuilder("sh", script.toString()).start().waitFor(1, TimeUnit.MINUTES);
        // Then
        assertThat(folder.resolve("CONTROL")).exists();
    }
}
