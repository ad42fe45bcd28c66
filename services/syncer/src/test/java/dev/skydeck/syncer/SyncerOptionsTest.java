package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncerOptionsTest {
    private static SyncerOptions options(String endpoint, String prefix) {
        return new SyncerOptions(
                S3Access.of(endpoint), "b", prefix, FilePatterns.ORIGINAL, MetricNames.DEFAULT, Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9000,true",
        "http://localhost:9000,true",
        "http://[::1]:9000,true",
        "http://10.0.0.1,false",
        "https://s3.example.org,false"
    })
    void shouldKnowAnEndpointOnThisMachine(String endpoint, boolean loopback) {
        assertThat(options(endpoint, "policies").s3().isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @CsvSource({"policies,policies/x/", "/a/b/,a/b/x/", "'',x/", "runs/{name}/ckpt,runs/x/ckpt/", "{name},x/"})
    void shouldPutThePrefixBeforeTheName(String prefix, String expected) {
        assertThat(options("http://localhost", prefix).prefixOf("x")).isEqualTo(expected);
    }

    @Test
    void shouldRefuseAnEndpointThatIsNoAddress() {
        assertThatThrownBy(() -> options("file:///etc", "p")).isInstanceOf(IllegalArgumentException.class);
    }
}
