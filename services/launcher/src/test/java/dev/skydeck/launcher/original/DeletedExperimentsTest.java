package dev.skydeck.launcher.original;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeletedExperimentsTest extends FilledApi {
    @BeforeEach
    void delete() throws Exception {
        api.delete("/api/experiments/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/status", "/jobs", "/jobs?limit=0", "/checkpoints", "/checkpoints?limit=0"})
    void shouldNotBeRead(String rest) throws Exception {
        Got got = api.get("/api/experiments/1" + rest);

        assertThat(got.status()).isEqualTo(404);
        assertThat(got.detail()).isEqualTo("Experiment not found");
    }

    @Test
    void shouldNotBePatched() throws Exception {
        Got got = api.patch("/api/experiments/1", "{\"nodes\":2}");

        assertThat(got.status()).isEqualTo(404);
        assertThat(got.detail()).isEqualTo("Experiment not found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /state | {"desired_state":"RUNNING"}
            /flags | {"flags":{"a":1}}
            """)
    void shouldNotBeWritten(String rest, String body) throws Exception {
        Got got = api.post("/api/experiments/1" + rest, body);

        assertThat(got.status()).isEqualTo(404);
        assertThat(got.detail()).isEqualTo("Experiment '1' not found");
    }

    @Test
    void shouldNotBeListed() throws Exception {
        assertThat(each(api.get("/api/experiments"), "/experiments", "name")).containsExactly("third", "second");
        assertThat(each(api.get("/api/groups"), "/groups/0/experiments", "name"))
                .containsExactly("second");
    }

    @Test
    void shouldComeBackWhereItWas() throws Exception {
        assertThat(api.post("/api/experiments/1/undelete").status()).isEqualTo(200);

        assertThat(api.get("/api/experiments/1").at("/experiment/desired_state").asText())
                .isEqualTo("STOPPED");
        assertThat(each(api.get("/api/groups"), "/groups/0/experiments", "name"))
                .containsExactly("busy", "second");
    }

    @Test
    void shouldLeaveTheirNameToOthers() throws Exception {
        assertThat(api.post("/api/experiments", "{\"name\":\"busy\"}").status()).isEqualTo(200);
    }

    @Test
    void shouldSayWhichNameTheyHaveWhenTheirsIsTaken() throws Exception {
        api.post("/api/experiments", "{\"name\":\"busy\"}");

        String message = api.post("/api/experiments/1/undelete").at("/message").asText();

        String name = api.get("/api/experiments/1").at("/experiment/name").asText();
        assertThat(name).startsWith("busy").isNotEqualTo("busy");
        assertThat(message).contains(name);
    }
}
