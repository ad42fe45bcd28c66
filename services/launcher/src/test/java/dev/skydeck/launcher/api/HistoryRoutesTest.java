package dev.skydeck.launcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryRoutesTest extends EmptyApi {
    @Test
    void shouldTellWhatHappenedInSentencesAndFields() throws Exception {
        long a = api.created("a");
        api.post("/api/experiments/" + a + "/flags", "{\"flags\":{\"lr\":1e-4}}");

        Got got = api.get("/api/history?experiment=" + a);

        assertThat(got.at("/entries/0/sentence").asText()).isEqualTo("local changed a: flags.lr from nothing to 1e-4.");
        assertThat(got.text()).contains("\"flags_after\":{\"lr\":1e-4}");
        assertThat(got.at("/entries/1/kind").asText()).isEqualTo("experiment_created");
    }

    @Test
    void shouldGoThroughPagesByTheirCursor() throws Exception {
        api.created("a");
        api.created("b");
        api.created("c");

        Got first = api.get("/api/history?limit=2");
        Got second = api.get(
                "/api/history?limit=2&cursor=" + first.at("/next_cursor").asText());

        assertThat(first.at("/entries").findValuesAsText("experiment_name")).containsExactly("c", "b");
        assertThat(second.at("/entries").findValuesAsText("experiment_name")).containsExactly("a");
        assertThat(second.at("/next_cursor").isNull()).isTrue();
    }

    @Test
    void shouldFilterByKindActorAndTime() throws Exception {
        long a = api.created("a");
        api.delete("/api/experiments/" + a);
        String later = Instant.now().plusSeconds(3_600).toString();

        assertThat(api.get("/api/history?kind=experiment_deleted,experiment_purged")
                        .at("/entries")
                        .size())
                .isEqualTo(1);
        assertThat(api.get("/api/history?actor=nobody").at("/entries").size()).isZero();
        assertThat(api.get("/api/history?since=" + later).at("/entries").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"experiment=x", "since=yesterday", "limit=0", "limit=501", "cursor=-1"})
    void shouldRefuseAParameterThatMeansNothing(String query) throws Exception {
        Got got = api.get("/api/history?" + query);

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.at("/errors/0/field").asText()).isEqualTo("query." + query.split("=", -1)[0]);
    }
}
