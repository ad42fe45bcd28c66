package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    static final ClientConfig NO_CONFIG = new ClientConfig(null, null, null, null);

    static SkyPilotOptions options(String url, Map<String, String> environment) {
        return new SkyPilotOptions(
                url, null, TaskOptions.NONE, Duration.ofMinutes(1), Path.of("target", "unused"), environment);
    }

    private static Endpoint endpoint(String url, Map<String, String> environment) {
        return Endpoint.of(options(url, environment), NO_CONFIG);
    }

    @Test
    void shouldTakeCredentialsOutOfTheUrl() {
        // When
        Endpoint endpoint = endpoint("https://ana:s3cret@sky.example:8443/team/", Map.of());
        // Then
        assertThat(endpoint.url()).isEqualTo("https://sky.example:8443/team");
        assertThat(endpoint.authorization()).isEqualTo("Basic YW5hOnMzY3JldA==");
    }

    @Test
    void shouldDecodeCredentials() {
        // When
        Endpoint endpoint = endpoint("http://ana:p%40ss@sky.example", Map.of());
        // Then
        assertThat(endpoint.authorization()).isEqualTo("Basic YW5hOnBAc3M=");
    }

    @Test
    void shouldPreferTheServiceAccountToken() {
        // When
        Endpoint endpoint =
                endpoint("http://ana:s3cret@sky.example", Map.of("SKYPILOT_SERVICE_ACCOUNT_TOKEN", " sky_abc\n"));
        // Then
        assertThat(endpoint.authorization()).isEqualTo("Bearer sky_abc");
        assertThat(endpoint.url()).isEqualTo("http://sky.example");
    }

    @Test
    void shouldHaveNoAuthorizationWithoutCredentials() {
        // When
        Endpoint endpoint = endpoint(" http://127.0.0.1:46580/ ", Map.of("SKYPILOT_SERVICE_ACCOUNT_TOKEN", " "));
        // Then
        assertThat(endpoint.authorization()).isNull();
        assertThat(endpoint.url()).isEqualTo("http://127.0.0.1:46580");
    }

    @Test
    void shouldKeepAnIpV6Host() {
        // When
        Endpoint endpoint = endpoint("http://[::1]:46580", Map.of());
        // Then
        assertThat(endpoint.url()).isEqualTo("http://[::1]:46580");
    }

    @Test
    void shouldKeepAHostWithAnUnderscore() {
        // When
        Endpoint endpoint = endpoint("http://ana:a+b%2Fc@sky_server:46580/", Map.of());
        // Then
        assertThat(endpoint.url()).isEqualTo("http://sky_server:46580");
        assertThat(endpoint.authorization()).isEqualTo("Basic YW5hOmErYi9j");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:46580", "/here", "http://a b"})
    void shouldRefuseAnAddressWithoutAHost(String url) {
        // When, then
        assertThatThrownBy(() -> endpoint(url, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldShowNoCredentialsAsText() {
        // When
        String shown = endpoint("http://ana:s3cret@sky.example", Map.of()).toString();
        // Then
        assertThat(shown).isEqualTo("http://sky.example");
    }
}
