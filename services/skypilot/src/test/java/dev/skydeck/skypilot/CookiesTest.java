package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private Path file;
    private Cookies cookies;

    @BeforeEach
    void givenNoLogin(@TempDir Path temp) {
        file = temp.resolve("cookies.txt");
        cookies = new Cookies(file);
    }

    private void givenALogin(String text) throws IOException {
        Files.writeString(file, text);
        cookies.refresh();
    }

    private @Nullable String header(String uri) {
        return cookies.header(URI.create(uri), NOW);
    }

    @Test
    void shouldSendNothingWithoutALogin() {
        // When
        cookies.refresh();
        // Then
        assertThat(header("https://sky.example/")).isNull();
    }

    @Test
    void shouldReadWhatSkyPilotsLoginWrites() throws IOException {
        // When
        givenALogin("""
                # Netscape HTTP Cookie File
                # http://curl.haxx.se/rfc/cookie_spec.html
                # This is a generated file!  Do not edit.

                .sky.example\tTRUE\t\tTRUE\t1900000000\t_oauth2_proxy_0\tabc
                #HttpOnly_.sky.example\tTRUE\t/\tTRUE\t1900000000\t_oauth2_proxy_1\tdef
                """);
        // Then
        assertThat(header("https://sky.example/")).isEqualTo("_oauth2_proxy_0=abc; _oauth2_proxy_1=def");
    }

    @ParameterizedTest
    @CsvSource({
        "https://sky.example/, true",
        "https://team.sky.example/, true",
        "https://SKY.example:8443/, true",
        "http://sky.example/, false",
        "https://evilsky.example/, false",
        "https://sky.example.evil/, false",
        "https://example/, false"
    })
    void shouldSendItOnlyWhereItBelongs(String uri, boolean sent) throws IOException {
        // Given
        givenALogin(".sky.example\tTRUE\t/\tTRUE\t\tsession\tabc\n");
        // When, then
        assertThat(header(uri) != null).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({"/team, true", "/team/x, true", "/teams, false", "/, false"})
    void shouldSendItOnlyBelowItsPath(String path, boolean sent) throws IOException {
        // Given
        givenALogin("sky.example\tFALSE\t/team\tFALSE\t\tsession\tabc\n");
        // When, then
        assertThat(header("https://sky.example" + path) != null).isEqualTo(sent);
    }

    @Test
    void shouldSendNoExpiredCookie() throws IOException {
        // When
        givenALogin("sky.example\tFALSE\t/\tFALSE\t1799999999\tsession\tabc\n");
        // Then
        assertThat(header("https://sky.example/")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name\tva\u0000lue", "na me\tvalue", "name\ta;b", "name\tünïcode", "\tvalue", "name"})
    void shouldLeaveOutWhatIsNoCookie(String end) throws IOException {
        // When
        givenALogin("sky.example\tFALSE\t/\tFALSE\t\t" + end + "\nsky.example\tFALSE\t/\tFALSE\t\tgood\tabc\n");
        // Then
        assertThat(header("https://sky.example/")).isEqualTo("good=abc");
    }

    @Test
    void shouldReadTheFileAgainWhenItChanges() throws IOException {
        // Given
        givenALogin("sky.example\tFALSE\t/\tFALSE\t\tsession\told\n");
        Files.writeString(file, "sky.example\tFALSE\t/\tFALSE\t\tsession\tnew\n");
        Files.setLastModifiedTime(file, FileTime.from(NOW));
        // When
        cookies.refresh();
        // Then
        assertThat(header("https://sky.example/")).isEqualTo("session=new");
    }

    @Test
    void shouldForgetALogout() throws IOException {
        // Given
        givenALogin("sky.example\tFALSE\t/\tFALSE\t\tsession\told\n");
        Files.delete(file);
        // When
        cookies.refresh();
        // Then
        assertThat(header("https://sky.example/")).isNull();
    }
}
