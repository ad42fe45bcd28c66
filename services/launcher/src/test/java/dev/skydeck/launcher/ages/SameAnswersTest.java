package dev.skydeck.launcher.ages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of the original answers here as it did there; our answers may have more fields. */
class SameAnswersTest {
    @ParameterizedTest
    @ValueSource(strings = {"age1", "age7"})
    void shouldAnswerAsTheOriginalDid(String name, @TempDir Path folder) throws Exception {
        List<String> differences = new ArrayList<>();
        try (ApiFixture api = ApiFixture.on(Samples.copy(name, folder))) {
            for (Map.Entry<String, JsonNode> expected : Samples.answers(name).properties()) {
                Got got = api.get(expected.getKey());
                new SameAnswers(expected.getKey(), differences)
                        .compare(
                                expected.getValue().path("status").asInt(),
                                expected.getValue().path("body"),
                                got);
            }
        }
        assertThat(differences).isEmpty();
    }
}
