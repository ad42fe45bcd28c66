package dev.skydeck.launcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import org.junit.jupiter.api.Test;

class ViewRoutesTest extends EmptyApi {
    private String created(String body) throws Exception {
        return api.post("/api/views", body).at("/view/id").asText();
    }

    @Test
    void shouldKeepAViewAsItWasSaved() throws Exception {
        String id =
                created("{\"name\":\"mine\",\"filter\":\"state:failed trainer.lr>1e-4\",\"layout\":{\"width\":1.50}}");

        Got got = api.get("/api/views/" + id);

        assertThat(got.at("/view/filter").asText()).isEqualTo("state:failed trainer.lr>1e-4");
        assertThat(got.text()).contains("\"layout\":{\"width\":1.50}");
        assertThat(got.at("/view/owner").asText()).isEqualTo("local");
    }

    @Test
    void shouldRefuseAFilterThatMeansNothingAndSayWhere() throws Exception {
        Got got = api.post("/api/views", "{\"name\":\"\",\"filter\":\"state:\\\"open\",\"layout\":[]}");

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.at("/errors").findValuesAsText("field"))
                .containsExactly("body.name", "body.filter", "body.layout");
        assertThat(api.get("/api/views").at("/views").size()).isZero();
    }

    @Test
    void shouldKeepSortAndColumnsWithTheFilter() throws Exception {
        String layout = "{\"sort\":\"-epoch\",\"columns\":[\"state\",\"cost\"],\"flags\":[\"trainer.lr\"]}";
        String id = created("{\"name\":\"mine\",\"filter\":\"is:starred\",\"layout\":" + layout + "}");

        assertThat(api.get("/api/views/" + id).text()).contains("\"layout\":" + layout);
    }

    @Test
    void shouldNameWhatIsWrongWithinALayout() throws Exception {
        Got got = api.post(
                "/api/views",
                "{\"name\":\"mine\",\"layout\":{\"sort\":\"-size\",\"columns\":\"state\",\"flags\":[\"lr\",7]}}");

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.at("/errors").findValuesAsText("field"))
                .containsExactly("body.layout.sort", "body.layout.columns", "body.layout.flags.1");
    }

    @Test
    void shouldEditOnlyWhatIsNamed() throws Exception {
        String id = created("{\"name\":\"mine\",\"filter\":\"is:starred\"}");

        Got got = api.patch("/api/views/" + id, "{\"shared\":true}");

        assertThat(got.at("/view/shared").asBoolean()).isTrue();
        assertThat(got.at("/view/filter").asText()).isEqualTo("is:starred");
        assertThat(got.at("/view/revision").asInt()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAnEditOfWhatWasEditedMeanwhile() throws Exception {
        String id = created("{\"name\":\"mine\"}");
        api.patch("/api/views/" + id, "{\"name\":\"ours\"}");

        assertThat(with("PATCH", "/api/views/" + id, "{\"name\":\"theirs\"}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
        assertThat(api.get("/api/views/" + id).at("/view/name").asText()).isEqualTo("ours");
    }

    @Test
    void shouldDeleteAView() throws Exception {
        String id = created("{\"name\":\"mine\"}");

        assertThat(api.delete("/api/views/" + id).status()).isEqualTo(200);
        assertThat(api.get("/api/views/" + id).status()).isEqualTo(404);
        assertThat(api.get("/api/history?kind=view_deleted")
                        .at("/entries/0/sentence")
                        .asText())
                .isEqualTo("local deleted the view mine.");
    }
}
