package dev.skydeck.sandbox.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes here were read by CPython 3.11, which made of them what the tests ask for. */
class PickleTest {

    @Test
    void shouldWriteNoneAsARealServerDoes() {
        assertThat(Pickle.none()).isEqualTo("gAROLg==");
    }

    @Test
    void shouldWriteADictionaryOfNothingAFlagAndATuple() {
        // Given
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("a", null);
        value.put("b", true);
        value.put("c", List.of(256, "é"));

        // When
        String pickle = Pickle.of(value);

        // Then
        assertThat(pickle).isEqualTo("gAR9KFgBAAAAYU5YAQAAAGKIWAEAAABjKEoAAQAAWAIAAADDqXR1Lg==");
    }

    @Test
    void shouldWriteAnObjectWithItsAttributes() {
        // When
        String pickle = Pickle.of(new Pickle.Instance("types", "SimpleNamespace", Map.of("a", -5)));

        // Then
        assertThat(pickle).isEqualTo("gARjdHlwZXMKU2ltcGxlTmFtZXNwYWNlCimBfShYAQAAAGFK+////3ViLg==");
    }

    @Test
    void shouldWriteAnErrorOfTheNameThatTheClientRaises() {
        // When
        String pickle = Pickle.exception("ClusterDoesNotExist", "Cluster 'c' does not exist.");

        // Then
        String bytes = new String(Base64.getDecoder().decode(pickle), StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("type", "ClusterDoesNotExist", "args", "Cluster 'c' does not exist.");
    }

    @Test
    void shouldRefuseWhatItKnowsNoBytesFor() {
        assertThatThrownBy(() -> Pickle.of(1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
