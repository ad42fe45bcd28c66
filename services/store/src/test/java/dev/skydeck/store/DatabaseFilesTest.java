package dev.skydeck.store;

import static dev.skydeck.store.Deployed.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.FileRequest.Finding;
import dev.skydeck.messages.model.DesiredState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFilesTest {
    @TempDir
    private Path folder;

    private Path from;
    private Path to;

    @BeforeEach
    void place() {
        from = folder.resolve("old/skydeck.db");
        to = folder.resolve("new/skydeck.db");
    }

    private String ours() throws Exception {
        try (Deployed store = Deployed.at(from)) {
            store.create("a", DesiredState.RUNNING);
            return store.installation().instanceId();
        }
    }

    @Test
    void shouldImportTheOriginalsFileAndLeaveItAlone() throws Exception {
        Files.createDirectories(from.getParent());
        try (OldFile old = OldFile.of(from, 8)) {
            old.experiment(1, "a", "RUNNING", "2025-11-03T00:00:00");
        }
        byte[] before = Files.readAllBytes(from);

        ImportReport report = DatabaseFiles.importFrom(from, to);

        assertThat(report.experiments()).isEqualTo(1);
        assertThat(Files.readAllBytes(from)).isEqualTo(before);
        assertThat(raw(to, "select hold from experiments")).containsExactly("Imported");
        assertThat(DatabaseFiles.check(to).findings()).allMatch(Finding::passed);
    }

    @Test
    void shouldGiveAnImportOfOursAnIdOfItsOwnAndHoldEverything() throws Exception {
        String id = ours();

        DatabaseFiles.importFrom(from, to);

        assertThat(raw(to, "select instance_id from installation")).doesNotContain(id);
        assertThat(raw(to, "select hold from experiments")).containsExactly("Imported");
        assertThat(DatabaseFiles.check(to).findings()).allMatch(Finding::passed);
    }

    @Test
    void shouldNotImportOverAFile() throws Exception {
        ours();
        Files.createDirectories(to.getParent());
        Files.writeString(to, "mine");

        assertThatThrownBy(() -> DatabaseFiles.importFrom(from, to)).isInstanceOf(StoreUnusable.class);
        assertThat(Files.readString(to)).isEqualTo("mine");
    }

    @Test
    void shouldNotImportWhatIsNotThere() {
        assertThatThrownBy(() -> DatabaseFiles.importFrom(from, to))
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining(from.toString());
        assertThat(Files.exists(to)).isFalse();
    }

    @Test
    void shouldRestoreABackupHoldEverythingAndKeepWhatWasThere() throws Exception {
        String id = ours();
        Path backup = folder.resolve("copy.backup");
        DatabaseFiles.backUp(from, backup);
        try (Deployed store = Deployed.at(from)) {
            store.create("later", DesiredState.STOPPED);
        }

        Path kept = DatabaseFiles.restore(backup, from);

        assertThat(raw(from, "select name || hold from experiments")).containsExactly("aRestored");
        assertThat(raw(from, "select instance_id from installation")).containsExactly(id);
        assertThat(raw(kept, "select name from experiments order by id")).containsExactly("a", "later");
        assertThat(DatabaseFiles.check(from).findings()).allMatch(Finding::passed);
    }

    @Test
    void shouldRestoreInPlaceOfADamagedFile() throws Exception {
        ours();
        Path backup = folder.resolve("copy.backup");
        DatabaseFiles.backUp(from, backup);
        Files.writeString(from, "damaged");

        Path kept = DatabaseFiles.restore(backup, from);

        assertThat(Files.readString(kept)).isEqualTo("damaged");
        assertThat(raw(from, "select name from experiments")).containsExactly("a");
    }

    @Test
    void shouldNotRestoreWhileTheOldOneRuns() throws Exception {
        ours();
        Path backup = folder.resolve("copy.backup");
        DatabaseFiles.backUp(from, backup);

        try (Deployed store = Deployed.at(from)) {
            assertThatThrownBy(() -> DatabaseFiles.restore(backup, from))
                    .isInstanceOf(StoreUnusable.class)
                    .hasMessageContaining("in use by process");
            assertThat(store.experiment(1).hold()).isNull();
        }
    }

    @Test
    void shouldRefuseToRestoreWhatIsNoDatabase() throws Exception {
        ours();
        Path backup = Files.writeString(folder.resolve("no.backup"), "nothing of the kind");
        byte[] before = Files.readAllBytes(from);

        assertThatThrownBy(() -> DatabaseFiles.restore(backup, from)).isInstanceOf(StoreUnusable.class);
        assertThat(Files.readAllBytes(from)).isEqualTo(before);
    }
}
