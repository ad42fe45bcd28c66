package dev.skydeck.launcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchRoutesTest extends EmptyApi {
    @ParameterizedTest
    @ValueSource(strings = {"look-again", "not-created"})
    void shouldRefuseWhenNoLaunchIsInDoubt(String what) throws Exception {
        api.post("/api/experiments", "{\"name\":\"lr\",\"base_command\":\"train\"}");

        Got got = api.post("/api/experiments/1/" + what);

        assertThat(got.status()).as(got.text()).isEqualTo(409);
        assertThat(got.at("/detail").asText()).isEqualTo("The experiment lr has no launch that is in doubt.");
    }

    @Test
    void shouldNotKnowAnExperimentThatIsNotThere() throws Exception {
        assertThat(api.post("/api/experiments/7/not-created").status()).isEqualTo(404);
    }
}
