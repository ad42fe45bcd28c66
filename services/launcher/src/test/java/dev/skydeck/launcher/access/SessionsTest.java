package dev.skydeck.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import org.junit.jupiter.api.Test;

class SessionsTest extends Guarded {
    private static final String JUNK = "{\"token\":\"junk\"}";

    @Test
    void shouldLetABrowserInWithACookieThatItsPageCannotRead() throws Exception {
        Got got = loggedIn(admin);

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.headers().get("Set-Cookie"))
                .matches("skydeck-" + api.port() + "=[A-Za-z0-9_-]{43}; Path=/; HTTPOnly; SameSite=Strict");
        assertThat(with("GET", "/api/groups", null, "Cookie", cookie(got)).status())
                .isEqualTo(200);
    }

    @Test
    void shouldSayWhoseItIs() throws Exception {
        String reader = made("ann", "read");

        Got got = with("GET", "/api/session", null, "Cookie", cookie(loggedIn(reader)));

        assertThat(got.text())
                .isEqualTo("{\"name\":\"ann\",\"scope\":\"read\",\"expires_at\":null,\"tokens_needed\":true}");
    }

    @Test
    void shouldHaveTheScopeOfItsToken() throws Exception {
        String cookie = cookie(loggedIn(made("ann", "read")));

        assertThat(with("POST", "/api/experiments", "{\"name\":\"a\"}", "Cookie", cookie)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void shouldOpenNoneOnATokenThatDoesNotWork() throws Exception {
        Got got = api.post("/api/session", JUNK);

        assertThat(got.status()).isEqualTo(401);
        assertThat(got.headers()).doesNotContainKey("Set-Cookie");
    }

    @Test
    void shouldEndWithItsToken() throws Exception {
        Got created = bearing(admin, "POST", "/api/tokens", body("ann", "read"));
        String cookie = cookie(loggedIn(token(created)));
        assertThat(with("GET", "/api/groups", null, "Cookie", cookie).status()).isEqualTo(200);

        bearing(admin, "DELETE", "/api/tokens/" + created.at("/token/id").asLong(), null);

        assertThat(with("GET", "/api/groups", null, "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void shouldEndWhenItIsLoggedOut() throws Exception {
        String cookie = cookie(loggedIn(admin));

        Got got = with("DELETE", "/api/session", null, "Cookie", cookie);

        assertThat(got.headers().get("Set-Cookie")).contains("Max-Age=0");
        assertThat(with("GET", "/api/groups", null, "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void shouldEndWhenTheBrowserLogsInAnew() throws Exception {
        String cookie = cookie(loggedIn(admin));

        with("POST", "/api/session", "{\"token\":\"" + admin + "\"}", "Cookie", cookie);

        assertThat(with("GET", "/api/groups", null, "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void shouldBeToldInTheHistory() throws Exception {
        loggedIn(admin);

        assertThat(bearing(admin, "GET", "/api/history?kind=session_opened", null)
                        .at("/entries/0/sentence")
                        .asText())
                .isEqualTo("root opened a session in a browser.");
    }

    private Got loggedIn(String token) throws Exception {
        return api.post("/api/session", "{\"token\":\"" + token + "\"}");
    }

    private static String cookie(Got got) {
        return String.valueOf(got.headers().get("Set-Cookie")).split(";", -1)[0];
    }
}
