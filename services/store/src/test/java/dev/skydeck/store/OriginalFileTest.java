package dev.skydeck.store;

import static dev.skydeck.store.Deployed.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.FlagRequest.ListFlagTools;
import dev.skydeck.messages.FlagRequest.ReadFlags;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.FlagType.Bounds;
import dev.skydeck.messages.model.FlagType.Shape;
import dev.skydeck.messages.model.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalFileTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void place() {
        path = folder.resolve("skydeck.db");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldCarryOverAFileOfAnyAge(int age) throws Exception {
        try (OldFile old = OldFile.of(path, age)) {
            old.experiment(age < 7 ? "first" : (Object) 4, "first", "RUNNING", "2025-11-03T09:15:27.123456");
            old.job("1001", "first", "SUCCEEDED");
            old.checkpoint(age < 7 ? "first" : "4", 7);
        }
        long id = age < 7 ? 1 : 4;

        try (Deployed store = Deployed.at(path)) {
            Experiment experiment = store.ask(new GetExperiment(id));
            assertThat(experiment.spec().name()).isEqualTo("first");
            assertThat(experiment.desiredState()).isEqualTo(DesiredState.RUNNING);
            assertThat(experiment.hold()).isEqualTo(ConditionType.Imported);
            assertThat(experiment.latestEpoch()).isEqualTo(7);
            assertThat(experiment.createdAt()).isEqualTo(Instant.parse("2025-11-03T09:15:27.123Z"));
            assertThat(store.jobsOf(id)).extracting(job -> job.key().jobId()).containsExactly(1001L);
        }
    }

    @Test
    void shouldNumberTextIdsByTheirCreationAndSuffixNamesThatOccurTwice() throws Exception {
        try (OldFile old = OldFile.of(path, 1)) {
            old.experiment("b", "same", "STOPPED", "2025-11-04T00:00:00");
            old.experiment("a", "same", "STOPPED", "2025-11-03T00:00:00");
            old.experiment("c", "same_2", "STOPPED", "2025-11-05T00:00:00");
        }
        become();

        assertThat(raw(path, "select id || ' ' || original_id || ' ' || name from experiments order by id"))
                .containsExactly("1 a same", "2 b same_2", "3 c same_2_2");
    }

    @Test
    void shouldJoinJobsOfATextIdWithTheirExperiment() throws Exception {
        try (OldFile old = OldFile.of(path, 5)) {
            old.experiment("jp", "日本語", "STOPPED", "2025-11-03T00:00:00");
            old.job("1", "jp", "SUCCEEDED");
        }
        become();

        assertThat(raw(path, "select experiment_id || name from jobs")).containsExactly("1日本語");
    }

    @Test
    void shouldJoinJobsThatTheOriginalsOwnStepToNumbersCutOff() throws Exception {
        try (OldFile old = OldFile.of(path, 7)) {
            old.experiment(3, "日本語", "STOPPED", "2025-11-03T00:00:00");
            old.run("update experiments set run_name = 'jp'");
            old.job("1", "jp", "SUCCEEDED");
            old.run(
                    "insert into jobs (id, experiment_id, cluster_name, status, created_at, command)"
                            + " values ('2', 'older', 'managed', 'FAILED', '2025-11-03T09:15:27', 'launch.py run=日本語 --gpus=1')");
            old.job("3", "nobody", "FAILED");
        }
        become();

        assertThat(raw(path, "select job_id || ' ' || coalesce(experiment_id, 'none') from jobs order by job_id"))
                .containsExactly("1 3", "2 3", "3 none");
    }

    @Test
    void shouldGiveJobsWithoutANumberANegativeOne() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.job("7", "x", "SUCCEEDED");
            old.job("07", "x", "SUCCEEDED");
            old.job("ünï", "x", "SUCCEEDED");
        }
        become();

        assertThat(raw(path, "select job_id || ' ' || imported_id from jobs order by job_id"))
                .containsExactly("-2 ünï", "-1 07", "7 7");
    }

    @Test
    void shouldTakeSkyPilotsTimesAsLocalAndItsOwnAsUtc() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.job("1", "x", "SUCCEEDED");
        }
        new OriginalFile(path, ZoneId.of("America/Los_Angeles"), NOW).become();

        assertThat(raw(
                        path,
                        "select strftime('%H:%M', created_at / 1000, 'unixepoch') || ' '"
                                + " || strftime('%H:%M', submitted_at / 1000, 'unixepoch') from jobs"))
                .containsExactly("09:15 18:15");
        assertThat(raw(path, "select json_extract(data, '$.zone') from events where kind = 'imported'"))
                .containsExactly("America/Los_Angeles");
    }

    @Test
    void shouldKeepGroupsTheirOrderAndMembersInSeveral() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.experiment(1, "a", "STOPPED", "2025-11-03T00:00:00");
            old.experiment(2, "b", "STOPPED", "2025-11-03T00:00:00");
            old.script(
                    "insert into experiment_groups values ('0a1b2c3d', 'Grüße', '[\"lr\"]', 2, 1, '2025-11-03', '2025-11-03', 'p.')",
                    "insert into experiment_groups values ('feedf00d', 'Other', '[]', 1, 0, '2025-11-03', '2025-11-03', '')",
                    "insert into experiment_group_members values ('0a1b2c3d', '2', 0), ('0a1b2c3d', '1', 5), ('feedf00d', '1', 0)");
        }

        try (Deployed store = Deployed.at(path)) {
            var groups = store.ask(new ReadBoard(0, 10)).groups();
            assertThat(groups).extracting(group -> group.name()).containsExactly("Other", "Grüße");
            assertThat(groups.get(1).members()).containsExactly(2L, 1L);
            assertThat(groups.get(1).namePrefix()).isEqualTo("p.");
            assertThat(groups.get(1).collapsed()).isTrue();
            assertThat(groups.get(0).members()).containsExactly(1L);
        }
    }

    @Test
    void shouldKeepStarsOrdersAndWhatIsDeleted() throws Exception {
        try (OldFile old = OldFile.of(path, 6)) {
            old.experiment("a", "a", "STOPPED", "2025-11-03T00:00:00");
            old.run("update experiments set starred = 1, is_expanded = 1, exp_order = -3, deleted = 1");
        }

        try (Deployed store = Deployed.at(path)) {
            Experiment experiment = store.ask(new GetExperiment(1));
            assertThat(experiment.place().starred()).isTrue();
            assertThat(experiment.place().expanded()).isTrue();
            assertThat(experiment.place().order()).isEqualTo(-3);
            assertThat(experiment.deleted()).isTrue();
        }
    }

    @Test
    void shouldMakeTheLogOfOperationsPartOfTheHistory() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.experiment(1, "a", "STOPPED", "2025-11-03T00:00:00");
            old.run(
                    "insert into operation_logs values (9, '2025-11-03T00:00:00', 'START', 1, 'a', '7', 0, 'broke', 'out', 'ann')");
        }
        become();

        assertThat(raw(
                        path,
                        "select actor || ' ' || experiment_id || ' ' || json_extract(data, '$.error_message') from events"
                                + " where kind = 'operation'"))
                .containsExactly("ann 1 broke");
        try (Deployed store = Deployed.at(path)) {
            assertThat(store.raw("select count(*) from events where kind = 'operation'"))
                    .containsExactly("1");
        }
    }

    @Test
    void shouldDropNothingOfTheUsers() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.script(
                    "alter table experiments add column mood text",
                    "create table notes (text text)",
                    "insert into notes values ('keep me')",
                    "create table events (mine text)",
                    "insert into events values ('mine too')");
            old.experiment(1, "a", "STOPPED", "2025-11-03T00:00:00");
            old.run("update experiments set mood = 'good'");
        }
        become();

        assertThat(raw(path, "select mood from original_experiments")).containsExactly("good");
        assertThat(raw(path, "select text from notes")).containsExactly("keep me");
        assertThat(raw(path, "select mine from original_events")).containsExactly("mine too");
    }

    @Test
    void shouldReplaceWhatCannotBeReadAndKeepItInTheHistory() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.experiment(1, "odd", "DANCING", "soon");
            old.run(
                    "update experiments set flags = '{\"a\": NaN, \"b\": null, \"c\": [1, 2], \"d\": 1e-4}', nodes = '2.7',"
                            + " gpus = -1, tags = '[1, \"x\", null]', current_state = ''");
            old.experiment(2, "sound", "STOPPED", "2025-11-03 00:00:00");
        }

        try (Deployed store = Deployed.at(path)) {
            Experiment odd = store.ask(new GetExperiment(1));
            assertThat(odd.desiredState()).isEqualTo(DesiredState.STOPPED);
            assertThat(odd.spec().nodes()).isEqualTo(2);
            assertThat(odd.spec().gpus()).isZero();
            assertThat(odd.annotations().tags()).containsExactly("1", "x");
            assertThat(Json.text(odd.spec().flags())).isEqualTo("{\"a\":\"NaN\",\"c\":\"[1,2]\",\"d\":1e-4}");
            assertThat(store.ask(new ReadBoard(0, 10)).experiments()).hasSize(2);
            assertThat(
                            store.raw(
                                    "select json_extract(data, '$.before.desired_state') from events where kind = 'row_repaired'"))
                    .containsExactly("DANCING");
        }
    }

    @Test
    void shouldKnowTheFlagsOfToolsThatTheFileKnew() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.script(
                    "insert into flag_definitions values ('t', 'lr', 'float', '1e-05', 0, '2026-01-02T03:04:05')",
                    "insert into flag_definitions values ('t', 'run', 'str', null, 1, '2026-01-02T03:04:05')",
                    "insert into flag_definitions values ('t', 'device', 'Literal', '\"cuda\"', 0, '2026-01-02T03:04:05')");
        }

        try (Deployed store = Deployed.at(path)) {
            assertThat(store.ask(new ListFlagTools())).singleElement().satisfies(tool -> {
                assertThat(tool.path()).isEqualTo("t");
                assertThat(tool.flags()).isEqualTo(3);
                assertThat(tool.writtenAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
            });
            assertThat(store.ask(new ReadFlags("t", 0)).flags())
                    .containsExactly(
                            new FlagDefinition("lr", new FlagType.Real(Bounds.NONE), true, "1e-05", false, null, false),
                            new FlagDefinition("run", new FlagType.Text(), true, null, true, null, false),
                            new FlagDefinition(
                                    "device",
                                    new FlagType.Json(Shape.ANY, "Literal"),
                                    true,
                                    "\"cuda\"",
                                    false,
                                    null,
                                    false));
        }
    }

    @Test
    void shouldSetAsideDefinitionsOfFlagsThatCannotBe() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.script(
                    "drop table flag_definitions",
                    "create table flag_definitions (tool_path, flag, type, default_value, required, last_extracted)",
                    "insert into flag_definitions values ('t', 'lr', 'float', 'NaN', 'yes', 'soon')",
                    "insert into flag_definitions values ('t', 'lr', 'int', null, 0, '2026-01-02T03:04:05')",
                    "insert into flag_definitions values (null, 'lr', 'int', null, 0, '2026-01-02T03:04:05')",
                    "insert into flag_definitions values ('t', 'a b', 'int', null, 0, '2026-01-02T03:04:05')");
        }
        become();

        assertThat(raw(
                        path,
                        "select json_extract(data, '$.reason') from events where kind = 'row_set_aside' order by id"))
                .containsExactly(
                        "The tool has that flag already.", "No tool has such a path.", "No flag has such a name.");
        assertThat(raw(
                        path,
                        "select json_extract(data, '$.before.default_value') from events where kind = 'row_repaired'"))
                .containsExactly("NaN");
        assertThat(raw(path, "select flags from flag_tools")).containsExactly("1");
    }

    @Test
    void shouldSetAsideWhatBelongsToNothing() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.experiment(1, "a", "STOPPED", "2025-11-03T00:00:00");
            old.checkpoint("99", 1);
            old.checkpoint("1", "no number");
            old.run("insert into experiment_group_members values ('nogroup', '1', 0)");
            old.run("insert into jobs (id, experiment_id, cluster_name, status, created_at, command)"
                    + " values (null, 'a', 'c', 'FAILED', '2025-11-03', '')");
        }
        become();

        assertThat(raw(
                        path,
                        "select json_extract(data, '$.table') from events where kind = 'row_set_aside' order by id"))
                .containsExactlyInAnyOrder("checkpoints", "checkpoints", "experiment_group_members", "jobs");
        assertThat(raw(path, "select count(*) from original_checkpoints")).containsExactly("2");
    }

    @Test
    void shouldLayAPrivateVerifiedCopyBesideItFirst() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.experiment(1, "a", "STOPPED", "2025-11-03T00:00:00");
        }
        Path backup = become().backup();

        assertThat(backup.getFileName().toString()).isEqualTo("skydeck.db.original-20260101T000000Z.backup");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        assertThat(raw(backup, "select name from experiments")).containsExactly("a");
        assertThat(raw(backup, "PRAGMA integrity_check")).containsExactly("ok");
    }

    @Test
    void shouldOpenAFileInWalModeWithAnotherToolsVersion() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.script("PRAGMA journal_mode=WAL", "PRAGMA user_version=42");
            old.experiment(1, "a", "STOPPED", "2025-11-03T00:00:00");
        }

        try (Deployed store = Deployed.at(path)) {
            assertThat(store.experiment(1).spec().name()).isEqualTo("a");
        }
    }

    @Test
    void shouldNotGiveANumberOutAgainThatTheOriginalGaveOut() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.experiment(1, "a", "STOPPED", "2025-11-03T00:00:00");
            old.experiment(9, "gone", "STOPPED", "2025-11-03T00:00:00");
            old.run("delete from experiments where id = 9");
        }

        try (Deployed store = Deployed.at(path)) {
            assertThat(store.create("b", DesiredState.STOPPED).id()).isEqualTo(10);
        }
    }

    @Test
    void shouldKeepTheChainOfTheHistoryWhole() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.experiment(1, "a", "DANCING", "2025-11-03T00:00:00");
            old.run(
                    "insert into operation_logs values (9, '2025-11-03T00:00:00', 'START', 1, 'a', '7', 0, 'broke', 'out', 'ann')");
        }
        become();

        try (PlainFile file = PlainFile.open(path)) {
            assertThat(History.verify(file.sql()).result()).isEmpty();
        }
    }

    @Test
    void shouldBeAsItWasOrDoneWhereverItIsKilled() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.experiment(1, "a", "RUNNING", "2025-11-03T00:00:00");
            old.job("1", "a", "RUNNING");
            old.checkpoint("1", 1);
        }
        Path images = Files.createDirectory(folder.resolve("images"));
        int[] count = {0};

        new OriginalFile(path, ZoneOffset.UTC, NOW, () -> image(images.resolve("at" + count[0]++))).become();

        assertThat(count[0]).isGreaterThan(60);
        try (Stream<Path> all = Files.list(images)) {
            for (Path image : all.toList()) {
                assertThat(new DatabaseFile(image.resolve("skydeck.db")).isOriginal())
                        .as(image.toString())
                        .isTrue();
                assertThat(raw(image.resolve("skydeck.db"), "select name from experiments"))
                        .containsExactly("a");
            }
        }
        assertThat(new DatabaseFile(path).isOriginal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 30, 60, 75})
    void shouldLeaveTheFileAsItWasWhenAStatementFails(int nth) throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.experiment(1, "a", "RUNNING", "2025-11-03T00:00:00");
        }
        byte[] before = Files.readAllBytes(path);
        int[] count = {0};
        OriginalFile file = new OriginalFile(path, ZoneOffset.UTC, NOW, () -> {
            if (++count[0] == nth) {
                throw new IllegalStateException("as a full disk does");
            }
        });

        assertThatThrownBy(file::become).hasMessage("as a full disk does");

        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        assertThat(new DatabaseFile(path).isOriginal()).isTrue();
    }

    /** What a process that dies here would leave behind. */
    private void image(Path to) {
        try {
            Files.createDirectory(to);
            for (String name : List.of("skydeck.db", "skydeck.db-journal", "skydeck.db-wal")) {
                if (Files.exists(folder.resolve(name))) {
                    Files.copy(folder.resolve(name), to.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldRefuseADamagedFileUntouched() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            for (int i = 1; i < 400; i++) {
                old.experiment(i, "experiment" + i, "STOPPED", "2025-11-03T00:00:00");
            }
        }
        byte[] bytes = Files.readAllBytes(path);
        for (int i = 3 * 4096; i < bytes.length; i += 61) {
            bytes[i] = (byte) (bytes[i] ^ 0x5a);
        }
        Files.write(path, bytes);

        assertThatThrownBy(() -> Deployed.at(path)).hasRootCauseInstanceOf(SQLException.class);
        assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> String.valueOf(file.getFileName())))
                    .noneMatch(name -> name.endsWith(".backup"));
        }
    }

    @Test
    void shouldHoldJobsOfNoServerOfOurs() throws Exception {
        try (OldFile old = OldFile.of(path, 8)) {
            old.experiment(1, "a", "RUNNING", "2025-11-03T00:00:00");
            old.job("1", "a", "RUNNING");
        }

        try (Deployed store = Deployed.at(path)) {
            Job job = store.jobsOf(1).get(0);
            assertThat(Objects.requireNonNull(job.imported()).id()).isEqualTo("1");
            assertThat(store.raw("select imported from servers")).containsExactly("1");
        }
    }

    private ImportReport become() throws SQLException {
        return new OriginalFile(path, ZoneOffset.UTC, NOW).become();
    }
}
