package dev.skydeck.syncer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryOptionsTest {
    private static RegistryOptions options(String url, Duration timeout, String token) {
        return new RegistryOptions(url, Optional.empty(), timeout, Optional.of(token));
    }

    @Test
    void shouldTakeAnAddressWithAPath() {
        assertThat(options("https://x.org/api/", Duration.ofSeconds(1), "t").url())
                .isEqualTo("https://x.org/api");
    }

    @Test
    void shouldNotShowItsToken() {
        assertThat(options("https://x.org", Duration.ofSeconds(1), "s3cret").toString())
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "http://x.org; 1000; t; url must be https",
                "ftp://x.org; 1000; t; url must begin with https://",
                "https://x.org?a=b; 1000; t; url must end with its path",
                "https://x.org/{name}; 1000; t; url must end with its path",
                "https://x.org; 0; t; timeout must be 0.1 to 60 seconds",
                "https://x.org; 61000; t; timeout must be 0.1 to 60 seconds",
                "https://x.org; 1000; s 3cret; token must have 1 to 4000 visible characters",
            })
    void shouldSayWhatIsWrong(String url, long millis, String token, String sentence) {
        assertThatThrownBy(() -> options(url, Duration.ofMillis(millis), token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void shouldSayWhichPlaceholdersALinkMayHave() {
        assertThatThrownBy(() -> PolicyLink.parse("https://x.org/{id}"))
                .hasMessage("link has the unknown placeholder {id}; there are {name}, {version}, {policy_id},"
                        + " {policy_version_id}");
    }

    @Test
    void shouldMakeNoLinkThatLeadsElsewhere() {
        assertThat(PolicyLink.parse("https://x.org/{name}/{version}").of(new RegisteredPolicy("..", "1", "p", "v")))
                .isEmpty();
    }
}
