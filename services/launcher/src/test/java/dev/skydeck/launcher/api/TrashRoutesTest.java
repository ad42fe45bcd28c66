package dev.skydeck.launcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import org.junit.jupiter.api.Test;

class TrashRoutesTest extends EmptyApi {
    @Test
    void shouldGoThroughTheTrashInPages() throws Exception {
        for (String name : new String[] {"a", "b", "c"}) {
            api.delete("/api/experiments/" + api.created(name));
        }

        Got first = api.get("/api/trash?limit=2");
        Got second =
                api.get("/api/trash?limit=2&cursor=" + first.at("/next_cursor").asText());

        assertThat(first.at("/items/0/experiment/name").asText()).isEqualTo("c");
        assertThat(second.at("/items").size()).isEqualTo(1);
        assertThat(second.at("/next_cursor").isNull()).isTrue();
    }

    @Test
    void shouldRestoreUnderAnotherNameAndSaySo() throws Exception {
        long a = api.created("a");
        api.delete("/api/experiments/" + a);
        api.created("a");

        Got got = api.post("/api/trash/" + a + "/restore");

        assertThat(got.at("/experiment/name").asText()).isEqualTo("a_2");
        assertThat(got.at("/note").asText()).contains("a_2");
    }

    @Test
    void shouldPurgeOnlyWhatIsNamed() throws Exception {
        long a = api.created("a");
        long b = api.created("b");
        api.delete("/api/experiments/" + a);
        api.delete("/api/experiments/" + b);

        assertThat(api.post("/api/trash/purge", "{\"ids\":[" + a + "]}").text()).isEqualTo("{\"purged\":[" + a + "]}");
        assertThat(api.post("/api/trash/" + a + "/restore").status()).isEqualTo(404);
        assertThat(api.get("/api/trash").at("/items").size()).isEqualTo(1);
    }

    @Test
    void shouldPurgeNothingWhenNothingIsNamed() throws Exception {
        api.delete("/api/experiments/" + api.created("a"));

        assertThat(api.post("/api/trash/purge", "{}").status()).isEqualTo(422);
        assertThat(api.get("/api/trash").at("/items").size()).isEqualTo(1);
    }

    @Test
    void shouldPurgeAllInSoManyWords() throws Exception {
        api.delete("/api/experiments/" + api.created("a"));

        assertThat(api.post("/api/trash/purge", "{\"all\":true}").status()).isEqualTo(200);
        assertThat(api.get("/api/trash").at("/items").size()).isZero();
    }
}
