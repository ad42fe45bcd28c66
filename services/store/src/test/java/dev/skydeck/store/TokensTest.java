package dev.skydeck.store;

import static dev.skydeck.store.Deployed.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.HistoryRequest.ReadHistory;
import dev.skydeck.messages.TokenRequest.AnnounceGateway;
import dev.skydeck.messages.TokenRequest.AnyToken;
import dev.skydeck.messages.TokenRequest.CloseSession;
import dev.skydeck.messages.TokenRequest.CreateToken;
import dev.skydeck.messages.TokenRequest.FindSession;
import dev.skydeck.messages.TokenRequest.FindToken;
import dev.skydeck.messages.TokenRequest.ListTokens;
import dev.skydeck.messages.TokenRequest.OpenSession;
import dev.skydeck.messages.TokenRequest.RevokeToken;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.HistoryEntry;
import dev.skydeck.messages.model.Token;
import dev.skydeck.messages.model.TokenScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final String SESSION = "5".repeat(64);

    @TempDir
    private Path folder;

    private Deployed store;

    @BeforeEach
    void start() throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
    }

    @Test
    void shouldFindATokenByItsHash() throws Exception {
        Token made = made("ann", A);

        assertThat(store.ask(new FindToken(A))).isEqualTo(made);
        assertThat(store.ask(new ListTokens())).containsExactly(made);
    }

    @Test
    void shouldNotFindWhatIsNoToken() throws Exception {
        made("ann", A);

        assertNotFound(B);
    }

    @Test
    void shouldNotFindARevokedToken() throws Exception {
        Token made = made("ann", A);

        store.ask(new RevokeToken(command(), made.id()));

        assertNotFound(A);
        assertThat(store.ask(new ListTokens()).get(0).revokedAt()).isNotNull();
    }

    @Test
    void shouldNotFindAnExpiredToken() throws Exception {
        Instant soon = store.clock.now().plusSeconds(60);
        store.ask(new CreateToken(command(), "ann", TokenScope.READ, A, Optional.of(soon)));

        store.clock.advance(Duration.ofSeconds(60));

        assertNotFound(A);
    }

    @Test
    void shouldAskForTokensOnceThereIsOneAndUntilTheLastIsRevoked() throws Exception {
        assertThat(store.ask(new AnyToken())).isFalse();
        Token made = made("ann", A);
        assertThat(store.ask(new AnyToken())).isTrue();

        store.ask(new RevokeToken(command(), made.id()));

        assertThat(store.ask(new AnyToken())).isFalse();
    }

    @Test
    void shouldNotOpenWhenTheOnlyTokenExpires() throws Exception {
        Instant soon = store.clock.now().plusSeconds(60);
        store.ask(new CreateToken(command(), "ann", TokenScope.ADMIN, A, Optional.of(soon)));

        store.clock.advance(Duration.ofDays(1));

        assertThat(store.ask(new AnyToken())).isTrue();
    }

    @Test
    void shouldRefuseANameThatATokenHasThatWorks() throws Exception {
        Token made = made("ann", A);
        assertThatThrownBy(() -> made("ann", B)).isInstanceOf(Failure.Conflict.class);

        store.ask(new RevokeToken(command(), made.id()));

        assertThat(made("ann", B).name()).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ann", "an\nn", "<b>", "Local", "reconciler", "command line"})
    void shouldRefuseANameThatPassesForSomethingElse(String name) {
        assertThatThrownBy(() -> made(name, A)).isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void shouldEndSessionsWithTheirToken() throws Exception {
        Token made = made("ann", A);
        store.ask(new OpenSession(command(), SESSION, made.id()));
        assertThat(store.ask(new FindSession(SESSION))).isEqualTo(made);

        store.ask(new RevokeToken(command(), made.id()));

        assertThatThrownBy(() -> store.ask(new FindSession(SESSION))).isInstanceOf(Failure.NotFound.class);
        assertThat(store.raw("select count(*) from sessions")).containsExactly("0");
    }

    @Test
    void shouldEndASessionThatIsClosed() throws Exception {
        store.ask(new OpenSession(command(), SESSION, made("ann", A).id()));

        assertThat(store.ask(new CloseSession(SESSION))).isTrue();

        assertThatThrownBy(() -> store.ask(new FindSession(SESSION))).isInstanceOf(Failure.NotFound.class);
        assertThat(store.ask(new CloseSession(SESSION))).isFalse();
    }

    @Test
    void shouldEndASessionThatNobodyUsesForTwelveHours() throws Exception {
        store.ask(new OpenSession(command(), SESSION, made("ann", A).id()));
        store.clock.advance(Duration.ofHours(11));
        store.ask(new FindSession(SESSION));
        store.clock.advance(Duration.ofHours(11));
        store.ask(new FindSession(SESSION));

        store.clock.advance(Duration.ofHours(12));

        assertThatThrownBy(() -> store.ask(new FindSession(SESSION))).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void shouldEndASessionAfterSevenDaysHoweverMuchItIsUsed() throws Exception {
        store.ask(new OpenSession(command(), SESSION, made("ann", A).id()));
        for (int i = 0; i < 15; i++) {
            store.clock.advance(Duration.ofHours(11));
            store.ask(new FindSession(SESSION));
        }

        store.clock.advance(Duration.ofHours(3));

        assertThatThrownBy(() -> store.ask(new FindSession(SESSION))).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void shouldOpenNoSessionOnATokenThatDoesNotWork() {
        assertThatThrownBy(() -> store.ask(new OpenSession(command(), SESSION, 0)))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void shouldTellTheHistoryWhoMadeAndRevokedATokenWithoutItsHash() throws Exception {
        Token made = made("ci", A);
        store.ask(new RevokeToken(command(), made.id()));

        List<HistoryEntry> entries = store.ask(new ReadHistory(
                        Optional.empty(),
                        List.of("token_created", "token_revoked"),
                        Optional.empty(),
                        Optional.empty(),
                        Long.MAX_VALUE,
                        10))
                .entries();

        assertThat(entries)
                .extracting(HistoryEntry::sentence)
                .containsExactly("ann revoked the token ci.", "ann made the token ci, which may operate.");
        assertThat(entries.toString()).doesNotContain(A);
    }

    @Test
    void shouldLeaveAddressAndSecretForTheCommandLineOnly() throws Exception {
        store.ask(new AnnounceGateway("http://127.0.0.1:8000", Optional.empty()));

        Path file = folder.resolve("skydeck.db.control");
        Matcher content = Pattern.compile("\\{\"url\":\"http://127.0.0.1:8000\",\"secret\":\"(.{43})\",\"pid\":[0-9]+}")
                .matcher(Files.readString(file));
        assertThat(content.matches()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Token found = store.ask(new FindToken(sha256(content.group(1))));
        assertThat(found.name()).isEqualTo("command line");
        assertThat(found.scope()).isEqualTo(TokenScope.ADMIN);
    }

    @Test
    void shouldTakeTheFileForTheCommandLineAwayWhenItStops() throws Exception {
        store.ask(new AnnounceGateway("http://127.0.0.1:8000", Optional.empty()));

        store.close();

        assertThat(folder.resolve("skydeck.db.control")).doesNotExist();
    }

    private Token made(String name, String hash) throws Exception {
        return store.ask(new CreateToken(command(), name, TokenScope.OPERATE, hash, Optional.empty()))
                .value();
    }

    private void assertNotFound(String hash) {
        assertThatThrownBy(() -> store.ask(new FindToken(hash)))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageContaining("No such token works.");
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
