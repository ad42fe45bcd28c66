package dev.skydeck.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.gateway.Exposure;
import dev.skydeck.launcher.access.Gate.Got;
import dev.skydeck.messages.ExperimentRequest.CreateExperiment;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.TokenScope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every path of the contract with every method, asked by those who may not: refused as it should be, and nothing changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixTest {
    private static final List<Route> ROUTES = Route.all();

    private Gate gate;
    private Connection look;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first
    MatrixTest() {}

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        gate = Gate.on(folder.resolve("skydeck.db"));
        gate.token("root", TokenScope.ADMIN);
        gate.token("operator", TokenScope.OPERATE);
        gate.token("reader", TokenScope.READ);
        gate.token("old", TokenScope.ADMIN);
        gate.token("revoked", TokenScope.ADMIN);
        look = DriverManager.getConnection("jdbc:sqlite:" + gate.database);
        try (Statement statement = look.createStatement()) {
            statement.executeUpdate("update tokens set expires_at = created_at + 1 where name = 'old'");
            statement.executeUpdate("update tokens set revoked_at = created_at + 1 where name = 'revoked'");
        }
        gate.bus
                .request(new CreateExperiment(
                        Command.by("test"),
                        new Seed(
                                new ExperimentSpec(
                                        "a",
                                        "lt",
                                        null,
                                        null,
                                        Flags.NONE,
                                        1,
                                        0,
                                        null,
                                        null,
                                        null,
                                        false,
                                        null,
                                        null,
                                        false),
                                DesiredState.STOPPED,
                                Annotations.NONE),
                        new BoardPlace(null, 0, false, false)))
                .await(20, TimeUnit.SECONDS);
        gate.listen("127.0.0.1", Exposure.LOCAL);
    }

    @AfterAll
    void stop() throws Exception {
        look.close();
        gate.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer garbage",
                "Bearer ",
                "Basic cm9vdDpyb290",
                "root",
                "Bearer old",
                "Bearer revoked",
                "Bearer Root",
                "Bearer root, Bearer root"
            })
    void shouldLetNobodyInWithoutATokenThatWorks(String authorization) throws Exception {
        Map<String, String> headers = authorization.isEmpty() ? Map.of() : Map.of("Authorization", authorization);

        List<String> wrong = statuses(
                headers,
                route -> true,
                (route, got) -> route.isOpen()
                        ? List.of(200, 422).contains(got.status())
                        : got.status() == 401 && got.headers().containsKey("WWW-Authenticate"));

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"skydeck-PORT=garbage", "skydeck-PORT=root", "skydeck-PORT=", "__Host-skydeck=root"})
    void shouldLetNobodyInWithACookieThatIsNoSession(String cookie) throws Exception {
        Map<String, String> headers = Map.of("Cookie", cookie.replace("PORT", Integer.toString(gate.port())));

        List<String> wrong = statuses(headers, route -> !route.isOpen(), (route, got) -> got.status() == 401);

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"reader, operate", "reader, admin", "operator, admin"})
    void shouldLetNobodyDoMoreThanTheScopeOfTheToken(String token, String scope) throws Exception {
        List<String> wrong = statuses(
                Map.of("Authorization", "Bearer " + token),
                route -> route.scope().equals(scope),
                (route, got) -> got.status() == 403);

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1:PORT", "http://localhost:PORT"})
    void shouldLetNoOtherSiteWriteWhateverItKnows(String origin) throws Exception {
        Map<String, String> headers =
                Map.of("Authorization", "Bearer root", "Origin", origin.replace("PORT", Integer.toString(gate.port())));

        List<String> wrong = statuses(headers, route -> !route.reads(), (route, got) -> got.status() == 403);

        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldLetNoOtherSiteReadWhatItIsAnswered() throws Exception {
        List<String> wrong = statuses(
                Map.of("Authorization", "Bearer root", "Origin", "http://evil.example"),
                Route::reads,
                // 503: what the SkyPilot service would tell, which does not run here.
                (route, got) -> (got.status() < 500 || got.status() == 503)
                        && got.headers().keySet().stream().noneMatch(name -> name.startsWith("Access-Control-"))
                        && "same-origin".equals(got.headers().get("Cross-Origin-Resource-Policy")));

        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldAnswerNoRequestThatABrowserMakesForAnotherSite() throws Exception {
        List<String> wrong = statuses(
                Map.of("Authorization", "Bearer root", "Sec-Fetch-Site", "cross-site"),
                route -> true,
                (route, got) -> got.status() == 403);

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:PORT", "127.0.0.1:1", "127.0.0.1.evil.example:PORT"})
    void shouldAnswerNothingUnderAnotherName(String host) throws Exception {
        Map<String, String> headers =
                Map.of("Authorization", "Bearer root", "Host", host.replace("PORT", Integer.toString(gate.port())));

        List<String> wrong = statuses(headers, route -> true, (route, got) -> got.status() == 421);

        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldKnowOnlyTheMethodsOfTheContractWithTheBestToken() throws Exception {
        List<String> wrong = statuses(
                Map.of("Authorization", "Bearer root"),
                route -> !route.exists(),
                // Where an id can stand, "batch" is one that nothing has.
                (route, got) -> got.status() == 404
                        || (got.status() == 405 && got.headers().containsKey("Allow")));

        assertThat(wrong).isEmpty();
    }

    /** Without this the others would pass on a server that refuses everybody. */
    @Test
    void shouldLetTheReaderReadEverythingThatIsNotForAdministrators() throws Exception {
        List<String> wrong = statuses(
                Map.of("Authorization", "Bearer reader"),
                route -> route.method().equals("GET") && route.scope().equals("read"),
                (route, got) -> List.of(200, 404, 422, 503).contains(got.status()));

        assertThat(wrong).isEmpty();
    }

    private interface Expected {
        boolean holds(Route route, Got got);
    }

    /** Those that were answered otherwise; fails when the file was written. */
    private List<String> statuses(Map<String, String> headers, Predicate<Route> asked, Expected expected)
            throws Exception {
        List<String> wrong = new ArrayList<>();
        long before = version();
        int count = 0;
        for (Route route : ROUTES) {
            if (asked.test(route)) {
                String body = route.reads() || route.method().equals("DELETE") ? null : "{}";
                Got got = gate.ask(route.method(), route.path(), body, headers);
                count++;
                if (!expected.holds(route, got)) {
                    wrong.add(route + " -> " + got.status());
                }
            }
        }
        assertThat(count).as("routes asked").isPositive();
        assertThat(version()).as("the file's version").isEqualTo(before);
        return wrong;
    }

    /** Moves with every commit of another connection. */
    private long version() throws Exception {
        try (Statement statement = look.createStatement();
                ResultSet row = statement.executeQuery("pragma data_version")) {
            row.next();
            return row.getLong(1);
        }
    }
}
