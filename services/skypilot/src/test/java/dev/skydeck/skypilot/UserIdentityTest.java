package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserIdentityTest {
    private Path folder;
    private Path home;
    private SkyPilotOptions options;

    @BeforeEach
    void givenAnEmptyHome(@TempDir Path temp) throws IOException {
        folder = temp;
        home = Files.createDirectories(folder.resolve("home"));
        options = new SkyPilotOptions(
                "http://127.0.0.1:1",
                null,
                TaskOptions.NONE,
                Duration.ofMinutes(1),
                folder.resolve("state"),
                Map.of("HOME", home.toString(), "USER", "ana"));
    }

    private void givenSkyPilotsOwn(String hash) throws IOException {
        Files.createDirectories(home.resolve(".sky"));
        Files.writeString(home.resolve(".sky").resolve("user_hash"), hash);
    }

    @Test
    void shouldMakeAnIdThatOnlyTheOwnerCanRead() throws IOException {
        // When
        UserIdentity user = UserIdentity.load(options);
        // Then
        Path kept = folder.resolve("state").resolve("skypilot-user-id");
        assertThat(user.hash()).matches("[0-9a-f]{8}");
        assertThat(user.name()).isEqualTo("ana");
        assertThat(kept).hasContent(user.hash());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldKeepItsId() throws IOException {
        // Given
        UserIdentity first = UserIdentity.load(options);
        // When
        UserIdentity second = UserIdentity.load(options);
        // Then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldPreferTheIdOfSkyPilotsOwnClient() throws IOException {
        // Given
        UserIdentity.load(options);
        givenSkyPilotsOwn("ab12cd34\n");
        // When
        UserIdentity user = UserIdentity.load(options);
        // Then
        assertThat(user.hash()).isEqualTo("ab12cd34");
    }

    @Test
    void shouldNotTakeAnIdThatIsNone() throws IOException {
        // Given
        givenSkyPilotsOwn("../../etc");
        // When
        UserIdentity user = UserIdentity.load(options);
        // Then
        assertThat(user.hash()).matches("[0-9a-f]{8}");
    }
}
