package dev.skydeck.messages.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchTokenTest {
    private static final LaunchToken TOKEN = new LaunchToken("abc123", 7, 2, "k7f2q5abcdefg");

    @Test
    void shouldReadBackItsOwnText() {
        assertThat(LaunchToken.parse(TOKEN.text())).contains(TOKEN);
    }

    @Test
    void shouldTakeNothingElseForAToken() {
        assertThat(LaunchToken.parse("sd1:abc123:7:2:short")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lr 3e-4",
                "абляция.β",
                "...",
                "Üben",
                "a__b",
                "-x-",
                "x",
                "  ",
                "0123456789012345678901234567890123456789-and-more"
            })
    void shouldNameTheJobSoThatSkyPilotTakesIt(String experiment) {
        assertThat(TOKEN.jobName(experiment))
                .matches("[a-zA-Z0-9]+(?:[._-]{1,2}[a-zA-Z0-9]+)*")
                .endsWith("-k7f2q5");
    }
}
