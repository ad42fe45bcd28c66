package dev.skydeck.launcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompareRoutesTest extends EmptyApi {
    @Test
    void shouldTellOnlyWhatDiffers() throws Exception {
        api.post("/api/experiments", "{\"name\":\"a\",\"nodes\":2,\"flags\":{\"lr\":1e-4,\"seed\":1,\"same\":\"x\"}}");
        api.post("/api/experiments", "{\"name\":\"b\",\"nodes\":3,\"flags\":{\"lr\":0.0001,\"same\":\"x\"}}");

        Got got = api.get("/api/compare?ids=1,2");

        assertThat(got.text())
                .contains(
                        "\"differences\":[{\"field\":\"nodes\",\"values\":[2,3]},"
                                + "{\"field\":\"flags.lr\",\"values\":[1e-4,0.0001]},{\"field\":\"flags.seed\",\"values\":[1,null]}]");
    }

    @Test
    void shouldTellNothingOfTwoThatAreAlike() throws Exception {
        api.created("a");
        api.created("b");

        assertThat(api.get("/api/compare?ids=1,2").at("/differences").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?ids=1", "?ids=1,1", "?ids=1,x", "?ids=1,2,3,4,5,6,7,8,9"})
    void shouldRefuseWhatCannotBeCompared(String query) throws Exception {
        Got got = api.get("/api/compare" + query);

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.at("/errors/0/field").asText()).isEqualTo("query.ids");
    }

    @Test
    void shouldNotFindOneThatIsDeleted() throws Exception {
        api.created("a");
        api.delete("/api/experiments/" + api.created("b"));

        assertThat(api.get("/api/compare?ids=1,2").status()).isEqualTo(404);
    }

    @Test
    void shouldShowTheCommandThatWouldBeLaunched() throws Exception {
        api.post(
                "/api/experiments",
                "{\"name\":\"a b\",\"gpus\":8,\"tool_path\":\"train\",\"flags\":{\"lr\":1e-4,\"note\":\"it's; rm -rf /\"}}");

        assertThat(api.get("/api/experiments/1/command").at("/command").asText())
                .isEqualTo("lt --gpus=8 --nodes=1 train run='a b' lr=1e-4 note='it'\\''s; rm -rf /'");
    }
}
