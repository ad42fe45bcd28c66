package dev.skydeck.launcher.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file that names extractors. */
class ExtractorFileTest {
    private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit calls place first
    ExtractorFileTest() {}

    @BeforeEach
    void place(@TempDir Path made) {
        folder = made;
    }

    @Test
    void shouldReadEveryField() throws Exception {
        Files.createDirectory(folder.resolve("repository"));

        List<Extractor> extractors = read("""
                {"extractors": [{"tool": "tools.Train", "command": ["python", "a b.py"], "directory": "repository",
                  "git_ref": "HEAD", "files": ["tools.py"], "environment": ["PYTHONPATH"]}]}
                """);

        Path repository = folder.resolve("repository");
        assertThat(extractors)
                .containsExactly(new Extractor(
                        "tools.Train",
                        List.of("python", "a b.py"),
                        repository,
                        Optional.of("HEAD"),
                        List.of(repository.resolve("tools.py")),
                        List.of("PYTHONPATH")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | is no JSON",
                "[] | extractors must be a list.",
                "{\"extractors\": [{\"tool\": \"t\"}]} | extractors[0].command must name a program",
                "{\"extractors\": [{\"tool\": \"t\", \"command\": \"run me\"}]} | extractors[0].command must be a list of texts.",
                "{\"extractors\": [{\"command\": [\"a\"]}]} | extractors[0].tool must be the tool's path.",
                "{\"extractors\": [{\"tool\": \"t\", \"command\": [\"a\"], \"gitref\": \"x\"}]} | extractors[0] has no field gitref",
                "{\"extractors\": [{\"tool\": \"t\", \"command\": [\"a\"], \"directory\": \"no\"}]} | extractors[0].directory: there is no folder",
                "{\"extractors\": [{\"tool\": \"t\", \"command\": [\"a\"]}, {\"tool\": \"t\", \"command\": [\"a\"]}]} | the tool t has two extractors."
            })
    void shouldSayWhatIsWrong(String text, String sentence) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ExtractorFile.Wrong.class)
                .hasMessageContaining(sentence);
    }

    private List<Extractor> read(String text) throws Exception {
        return ExtractorFile.read(Files.writeString(folder.resolve("extractors.json"), text));
    }
}
