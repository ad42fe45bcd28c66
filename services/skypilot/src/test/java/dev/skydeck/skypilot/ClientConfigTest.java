package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientConfigTest {
    private final Map<String, String> environment = new HashMap<>();
    private Path home = Path.of("replaced");

    @BeforeEach
    void givenAHome(@TempDir Path temp) throws Exception {
        home = temp;
        Files.createDirectories(home.resolve(".sky"));
        environment.put("HOME", home.toString());
    }

    private void givenTheConfig(String yaml) throws Exception {
        Files.writeString(home.resolve(".sky/config.yaml"), yaml);
    }

    private Connection connection(@Nullable String endpoint, @Nullable String workspace) throws Exception {
        return Connection.of(new SkyPilotOptions(
                endpoint, workspace, TaskOptions.NONE, Duration.ofMinutes(1), home.resolve("state"), environment));
    }

    @Test
    void shouldTakeTheServerOfThisMachineWhenNothingIsSet() throws Exception {
        // When, then
        assertThat(connection(null, null).endpoint()).isEqualTo(new Endpoint("http://127.0.0.1:46580", null));
    }

    @Test
    void shouldTakeServerTokenAndWorkspaceOfSkyPilotsConfiguration() throws Exception {
        // Given
        givenTheConfig("""
                api_server: {endpoint: 'https://sky.example/', service_account_token: sky_abc}
                active_workspace: research
                """);
        // When
        Connection connection = connection(null, null);
        // Then
        assertThat(connection.endpoint()).isEqualTo(new Endpoint("https://sky.example", "Bearer sky_abc"));
        assertThat(connection.workspace()).isEqualTo("research");
        assertThat(connection.source())
                .isEqualTo(home.resolve(".sky/config.yaml").toString());
    }

    @Test
    void shouldPreferWhatItWasTold() throws Exception {
        // Given
        givenTheConfig("""
                api_server: {endpoint: 'https://sky.example', service_account_token: sky_abc}
                active_workspace: research
                """);
        environment.put("SKYPILOT_SERVICE_ACCOUNT_TOKEN", "sky_mine");
        // When
        Connection connection = connection("http://other.example", "vision");
        // Then
        assertThat(connection.endpoint()).isEqualTo(new Endpoint("http://other.example", "Bearer sky_mine"));
        assertThat(connection.workspace()).isEqualTo("vision");
    }

    @Test
    void shouldLayTheProjectsConfigurationOverTheUsers() throws Exception {
        // Given
        givenTheConfig("api_server: {endpoint: 'https://sky.example', service_account_token: sky_abc}\n");
        Path project =
                Files.writeString(home.resolve("project.yaml"), "api_server: {endpoint: 'https://team.example'}");
        environment.put("SKYPILOT_PROJECT_CONFIG", project.toString());
        // When, then
        assertThat(connection(null, null).endpoint()).isEqualTo(new Endpoint("https://team.example", "Bearer sky_abc"));
    }

    @Test
    void shouldReadTheFileThatTheEnvironmentNames() throws Exception {
        // Given
        Path other = Files.writeString(home.resolve("other.yaml"), "api_server: {endpoint: 'https://other.example'}");
        environment.put("SKYPILOT_GLOBAL_CONFIG", other.toString());
        // When, then
        assertThat(connection(null, null).endpoint().url()).isEqualTo("https://other.example");
    }

    @Test
    void shouldSayThatAConfigurationIsBrokenAndShowNothingOfIt() throws Exception {
        // Given
        givenTheConfig("api_server: {service_account_token: sky_canary\n  x: [");
        // When, then
        assertThatThrownBy(() -> connection(null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("config.yaml cannot be read as YAML")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hf_canary", "sky_can ary", "sky_", "Bearer sky_canary"})
    void shouldRefuseATokenThatIsNoneAndNotShowIt(String token) {
        // Given
        environment.put("SKYPILOT_SERVICE_ACCOUNT_TOKEN", token);
        // When, then
        assertThatThrownBy(() -> connection("https://sky.example", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void shouldBeWhomTheEnvironmentNames() throws Exception {
        // Given
        environment.put("SKYPILOT_USER_ID", "AB12-cd");
        // When, then
        assertThat(connection(null, null).user().hash()).isEqualTo("ab12-cd");
    }
}
