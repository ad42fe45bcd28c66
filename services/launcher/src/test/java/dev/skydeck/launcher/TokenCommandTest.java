package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.gateway.Exposure;
import dev.skydeck.gateway.GatewayOptions;
import dev.skydeck.gateway.GatewayVerticle;
import dev.skydeck.launcher.access.SelfSigned;
import dev.skydeck.store.StoreOptions;
import dev.skydeck.store.StoreVerticle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skydeck token}, beside a server and without one. */
class TokenCommandTest {
    private Path folder;
    private Path database;
    private String said = "";
    private String complained = "";

    @SuppressWarnings("NullAway.Init") // JUnit calls place first
    TokenCommandTest() {}

    @BeforeEach
    void place(@TempDir Path made) {
        folder = made;
        database = folder.resolve("skydeck.db");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("token"));
        all.addAll(Arrays.asList(arguments));
        all.addAll(List.of("--db-path", database.toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return Main.commandLine().setErr(new PrintWriter(err)).execute(all.toArray(String[]::new));
        } finally {
            System.setOut(before);
            said = out.toString(StandardCharsets.UTF_8);
            complained = err.toString();
        }
    }

    private JsonNode printed() throws Exception {
        return ApiFixture.MAPPER.readTree(said);
    }

    private static int asked(ApiFixture api, String token) throws Exception {
        return api.raw("GET", "/api/groups", null, Map.of("Authorization", "Bearer " + token))
                .status();
    }

    @Test
    void shouldMakeATokenAtARunningServer() throws Exception {
        try (ApiFixture api = ApiFixture.on(database)) {
            assertThat(run("create", "ann", "--scope", "operate", "--json")).isZero();

            assertThat(printed().at("/token/name").asText()).isEqualTo("ann");
            assertThat(asked(api, printed().path("secret").asText())).isEqualTo(200);
            assertThat(api.get("/api/groups").status()).isEqualTo(401);
        }
    }

    @Test
    void shouldRevokeByNameAtARunningServer() throws Exception {
        try (ApiFixture api = ApiFixture.on(database)) {
            run("create", "ann", "--scope", "read", "--json");
            String ann = printed().path("secret").asText();
            run("create", "bob", "--scope", "read");

            assertThat(run("revoke", "ann")).isZero();

            assertThat(said).startsWith("The token of ann works no more.");
            assertThat(asked(api, ann)).isEqualTo(401);
            run("list", "--json");
            assertThat(printed().path("tokens").findValuesAsText("works")).containsExactly("false", "true");
        }
    }

    @Test
    void shouldSayInTheHistoryThatTheCommandLineDidIt() throws Exception {
        try (ApiFixture api = ApiFixture.on(database)) {
            run("create", "ann", "--scope", "admin", "--json");

            assertThat(api.raw(
                                    "GET",
                                    "/api/history",
                                    null,
                                    Map.of(
                                            "Authorization",
                                            "Bearer " + printed().path("secret").asText()))
                            .at("/entries/0/sentence")
                            .asText())
                    .isEqualTo("command line made the token ann, which may admin.");
        }
    }

    @Test
    void shouldMakeTheFirstTokenBeforeAnyServerRuns() throws Exception {
        assertThat(run("create", "ann", "--scope", "admin", "--expires-in", "30", "--json"))
                .isZero();
        String ann = printed().path("secret").asText();

        try (ApiFixture api = ApiFixture.on(database)) {
            assertThat(asked(api, ann)).isEqualTo(200);
        }
        assertThat(run("list")).isZero();
        assertThat(said).contains("ann  admin  works until ").doesNotContain(ann);
    }

    @Test
    void shouldGetAlongWithTheFileOfAServerThatWasKilled() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        Files.writeString(
                database.resolveSibling("skydeck.db.control"),
                "{\"url\":\"http://127.0.0.1:" + nobody + "\",\"secret\":\"x\"}");

        assertThat(run("create", "ann", "--scope", "read")).isZero();
    }

    @Test
    void shouldPassOnWhatTheServerRefuses() throws Exception {
        try (ApiFixture api = ApiFixture.on(database)) {
            assertThat(api.port()).isPositive();
            run("create", "ann", "--scope", "read");

            assertThat(run("create", "ann", "--scope", "read")).isEqualTo(1);

            assertThat(complained).startsWith("skydeck: A token with the name ann works already");
        }
    }

    @Test
    void shouldNotTakeAnotherServerForThisDatabases() throws Exception {
        try (ApiFixture api = ApiFixture.on(database.resolveSibling("other.db"))) {
            api.post("/api/tokens", "{\"name\":\"root\",\"scope\":\"admin\"}");
            Files.writeString(
                    database.resolveSibling("skydeck.db.control"),
                    "{\"url\":\"http://127.0.0.1:" + api.port() + "\",\"secret\":\"x\"}");
            Files.createFile(database);

            assertThat(run("list")).isEqualTo(1);

            assertThat(complained).contains("works with another database");
        }
    }

    @Test
    void shouldNotMakeADatabaseToListNothing() {
        assertThat(run("list")).isEqualTo(1);

        assertThat(complained).startsWith("skydeck: There is no database ");
        assertThat(database).doesNotExist();
    }

    @Test
    void shouldKnowNoTokenOfAnotherName() {
        run("create", "ann", "--scope", "read");

        assertThat(run("revoke", "bob")).isEqualTo(1);

        assertThat(complained).startsWith("skydeck: There is no token bob.");
    }

    @Test
    void shouldTrustTheCertificateThatTheServerNamed() throws Exception {
        withTls(() -> {
            assertThat(run("create", "bob", "--scope", "read")).as(complained).isZero();
            assertThat(run("list")).isZero();
            assertThat(said).contains("ann  admin  works").contains("bob  read  works");
        });
    }

    @Test
    void shouldNotTalkToAServerThatShowsAnotherCertificate() throws Exception {
        withTls(() -> {
            Path control = database.resolveSibling("skydeck.db.control");
            Files.writeString(
                    control,
                    Files.readString(control)
                            .replaceFirst("certificate\":\"[0-9a-f]{64}", "certificate\":\"" + "0".repeat(64)));

            assertThat(run("list")).isEqualTo(1);

            assertThat(complained).contains("another certificate than it named");
        });
    }

    private interface Act {
        void run() throws Exception;
    }

    private void withTls(Act act) throws Exception {
        run("create", "ann", "--scope", "admin");
        SelfSigned made = SelfSigned.in(folder);
        Exposure exposure =
                Exposure.of(Optional.of(new Exposure.Tls(made.certificate(), made.key())), Optional.empty(), List.of());
        Node node = Node.alone();
        try {
            node.deploy(new StoreVerticle(StoreOptions.at(database)));
            node.deploy(new GatewayVerticle(
                    GatewayOptions.at("127.0.0.2", 0, "1.2.3").exposed(exposure)));
            act.run();
        } finally {
            node.stop();
        }
    }
}
