package dev.skydeck.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest extends Guarded {
    @Test
    void shouldAskForATokenOnceThereIsOne() throws Exception {
        Got got = api.get("/api/groups");

        assertThat(got.status()).isEqualTo(401);
        assertThat(got.headers()).containsKey("WWW-Authenticate");
        assertThat(bearing(admin, "GET", "/api/groups", null).status()).isEqualTo(200);
    }

    @Test
    void shouldAnswerHealthAndThePageWithoutOne() throws Exception {
        assertThat(api.get("/api/health").status()).isEqualTo(200);
        assertThat(api.get("/").status()).isEqualTo(200);
    }

    @Test
    void shouldTellNobodyElseWhichPathsThereAre() throws Exception {
        assertThat(api.get("/api/nothing").status()).isEqualTo(401);
        assertThat(api.raw("PUT", "/api/groups", null, java.util.Map.of()).status())
                .isEqualTo(401);
    }

    @Test
    void shouldNotHeedAGarbledHeaderBesideAnything() throws Exception {
        for (String header : new String[] {"Bearer", "Bearer ", "Basic " + admin, admin, "Bearer " + admin + "x"}) {
            assertThat(with("GET", "/api/groups", null, "Authorization", header).status())
                    .as(header)
                    .isEqualTo(401);
        }
    }

    @Test
    void shouldLetATokenDoWhatItsScopeAllows() throws Exception {
        String reader = made("reader", "read");
        String operator = made("operator", "operate");

        assertThat(bearing(reader, "GET", "/api/experiments", null).status()).isEqualTo(200);
        assertThat(bearing(reader, "POST", "/api/experiments", "{\"name\":\"a\"}")
                        .status())
                .isEqualTo(403);
        assertThat(bearing(operator, "POST", "/api/experiments", "{\"name\":\"a\"}")
                        .status())
                .isEqualTo(200);
        assertThat(bearing(operator, "GET", "/api/tokens", null).status()).isEqualTo(403);
        assertThat(bearing(admin, "GET", "/api/tokens", null).at("/tokens").size())
                .isEqualTo(3);
    }

    @Test
    void shouldStopWorkingTheMomentItIsRevoked() throws Exception {
        Got created = bearing(admin, "POST", "/api/tokens", body("ci", "read"));
        String ci = token(created);
        assertThat(bearing(ci, "GET", "/api/groups", null).status()).isEqualTo(200);

        bearing(admin, "DELETE", "/api/tokens/" + created.at("/token/id").asLong(), null);

        assertThat(bearing(ci, "GET", "/api/groups", null).status()).isEqualTo(401);
    }

    @Test
    void shouldOpenAgainWhenTheLastIsRevoked() throws Exception {
        assertThat(bearing(admin, "DELETE", "/api/tokens/1", null).status()).isEqualTo(200);

        assertThat(api.get("/api/session").text())
                .isEqualTo("{\"name\":\"local\",\"scope\":\"admin\",\"expires_at\":null,\"tokens_needed\":false}");
    }

    @Test
    void shouldNotKnowATokenThatNeverWas() throws Exception {
        assertThat(bearing(admin, "DELETE", "/api/tokens/99", null).status()).isEqualTo(404);
        assertThat(bearing(admin, "DELETE", "/api/tokens/x", null).status()).isEqualTo(404);
    }

    @Test
    void shouldNotAnswerASecretTwice() throws Exception {
        Got first = with("POST", "/api/tokens", body("ci", "read"), "Authorization", "Bearer " + admin);

        assertThat(bearing(admin, "POST", "/api/tokens", body("ci", "read")).status())
                .isEqualTo(409);
        assertThat(bearing(admin, "GET", "/api/tokens", null).text()).doesNotContain(token(first));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"a\",\"scope\":\"root\"}",
                "{\"name\":\"\",\"scope\":\"read\"}",
                "{\"name\":\"local\",\"scope\":\"read\"}",
                "{\"name\":\"a\",\"scope\":\"read\",\"expires_at\":\"tomorrow\"}",
                "{\"name\":\"a\",\"scope\":\"read\",\"expires_at\":\"2020-01-01T00:00:00Z\"}",
                "{\"name\":\"a\",\"scope\":\"read\",\"expire_at\":\"2020-01-01T00:00:00Z\"}",
            })
    void shouldRefuseATokenThatMeansNothing(String body) throws Exception {
        assertThat(bearing(admin, "POST", "/api/tokens", body).status()).isEqualTo(422);
    }

    @Test
    void shouldTellWhenATokenExpires() throws Exception {
        String soon = Instant.now().plusSeconds(3_600).toString();

        Got got = bearing(
                admin, "POST", "/api/tokens", "{\"name\":\"a\",\"scope\":\"read\",\"expires_at\":\"" + soon + "\"}");

        assertThat(Instant.parse(got.at("/token/expires_at").asText()))
                .isEqualTo(Instant.ofEpochMilli(Instant.parse(soon).toEpochMilli()));
        assertThat(got.at("/token/works").asBoolean()).isTrue();
    }

    @Test
    void shouldWriteTheTokensNameIntoTheHistory() throws Exception {
        String ci = made("ci", "operate");

        bearing(ci, "POST", "/api/experiments", "{\"name\":\"a\"}");

        Got history = bearing(admin, "GET", "/api/history?kind=experiment_created", null);
        assertThat(history.at("/entries/0/actor").asText()).isEqualTo("ci");
        assertThat(history.at("/entries/0/origin").asText()).isEqualTo("api 127.0.0.1");
    }
}
