package dev.skydeck.store;

import static dev.skydeck.store.Deployed.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.FileRequest.BackUp;
import dev.skydeck.messages.FileRequest.BackupReport;
import dev.skydeck.messages.FileRequest.CheckFile;
import dev.skydeck.messages.FileRequest.FileReport;
import dev.skydeck.messages.FileRequest.Finding;
import dev.skydeck.messages.model.DesiredState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {
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
    void shouldCopyWhatIsCommittedToAPrivateFile() throws Exception {
        store.create("a", DesiredState.STOPPED);

        BackupReport report = store.ask(new BackUp());

        Path copy = Path.of(report.path());
        assertThat(raw(copy, "select name from experiments")).containsExactly("a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(report.bytes()).isEqualTo(Files.size(copy));
        assertThat(report.revision()).isEqualTo(store.revision());
    }

    @Test
    void shouldNotOverwriteACopyOfTheSameSecond() throws Exception {
        String first = store.ask(new BackUp()).path();

        assertThat(store.ask(new BackUp()).path()).isNotEqualTo(first);
    }

    @Test
    void shouldMakeOneEachHourByItself() throws Exception {
        // A file of its own: the store that runs makes copies of the other one.
        Path database = folder.resolve("own/skydeck.db");
        try (Deployed other = Deployed.at(database, store.clock)) {
            other.create("a", DesiredState.STOPPED);
        }
        try (PlainFile file = PlainFile.open(database)) {
            FakeClock clock = new FakeClock();
            clock.advance(Duration.ofHours(2));
            Backups backups = new Backups(database, clock, new Transactions(file.database()), Blocking.HERE);

            assertThat(backups.hourly().result()).isTrue();
            assertThat(backups.hourly().result()).isFalse();
            clock.advance(Duration.ofHours(1));
            assertThat(backups.hourly().result()).isTrue();
        }
    }

    @Test
    void shouldKeepTheNewestOfEachHourAndDay() {
        Instant now = Instant.parse("2026-01-31T12:30:00Z");
        Map<Instant, Path> copies = new TreeMap<>(Comparator.reverseOrder());
        for (int hour = 0; hour < 24 * 12; hour++) {
            Instant at = now.minus(Duration.ofHours(hour));
            copies.put(at, Path.of(at.toString()));
        }

        copies.values().removeAll(Backups.superfluous(copies, now));

        assertThat(copies.keySet().stream().limit(24)).contains(now, now.minus(Duration.ofHours(23)));
        assertThat(copies.keySet().stream().skip(24).map(Instant::toString))
                .containsExactly(
                        "2026-01-29T23:30:00Z",
                        "2026-01-28T23:30:00Z",
                        "2026-01-27T23:30:00Z",
                        "2026-01-26T23:30:00Z",
                        "2026-01-25T23:30:00Z");
    }

    @Test
    void shouldFindASoundFileSound() throws Exception {
        store.create("a", DesiredState.STOPPED);

        assertThat(store.ask(new CheckFile()).findings()).hasSize(5).allMatch(Finding::passed);
    }

    @Test
    void shouldFindAnAlteredHistory() throws Exception {
        store.create("a", DesiredState.STOPPED);
        run("drop trigger events_never_change", "update events set actor = 'bob'");

        assertThat(failed(store.ask(new CheckFile()))).containsExactly("history");
    }

    @Test
    void shouldFindRowsThatReferToNothing() throws Exception {
        store.create("a", DesiredState.STOPPED);
        run("insert into conditions values (4711, 'Lost', 0, 'x', 0, null)", "update installation set revision = 0");

        assertThat(failed(store.ask(new CheckFile()))).containsExactly("references", "orphans");
    }

    private static List<String> failed(FileReport report) {
        return report.findings().stream()
                .filter(finding -> !finding.passed())
                .map(Finding::check)
                .toList();
    }

    private void run(String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.path + "?busy_timeout=5000");
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }
}
