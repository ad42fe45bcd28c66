package dev.skydeck.skypilot.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.JobKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    private static final LogLimits SMALL = new LogLimits(1_000, 3_000, 20_000, 4);

    private Path folder = Path.of("replaced");

    @BeforeEach
    void givenAFolder(@TempDir Path temp) {
        folder = temp.resolve("log");
    }

    private Spool spool() throws Exception {
        return Spool.open(folder, SMALL);
    }

    private static void append(Spool spool, int from, int to) throws Exception {
        spool.append(IntStream.rangeClosed(from, to)
                .mapToObj(i -> String.format("line %05d\n", i).getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private static String all(Spool spool) throws Exception {
        StringBuilder all = new StringBuilder();
        long at = spool.first();
        for (byte[] piece = spool.read(at, 1); piece.length > 0; piece = spool.read(at, 1)) {
            all.append(new String(piece, StandardCharsets.UTF_8));
            at += piece.length;
        }
        return all.toString();
    }

    @Test
    void shouldGiveBackWhatWasAppended() throws Exception {
        // Given
        Spool spool = spool();
        // When
        append(spool, 1, 100);
        append(spool, 101, 200);
        // Then
        assertThat(all(spool).lines()).hasSize(200).startsWith("line 00001").endsWith("line 00200");
        assertThat(spool.end()).isEqualTo(200 * 11);
    }

    @Test
    void shouldDropTheOldestAndKeepItsPlaces() throws Exception {
        // Given
        Spool spool = spool();
        // When
        append(spool, 1, 1_000);
        // Then
        assertThat(spool.end()).isEqualTo(1_000 * 11);
        assertThat(spool.end() - spool.first()).isBetween(2_000L, 4_100L);
        assertThat(spool.first() % 11).isZero();
        assertThat(all(spool).lines().findFirst()).hasValue(String.format("line %05d", spool.first() / 11 + 1));
    }

    @Test
    void shouldCountLinesThatAreGoneToo() throws Exception {
        // Given
        append(spool(), 1, 1_000);
        // When
        Spool again = spool();
        // Then
        assertThat(again.lines()).isEqualTo(1_000);
        assertThat(again.lastLine()).isEqualTo("line 01000\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 89, 90, 91, 92, 180, 250})
    void shouldFindWhereTheLastLinesBegin(int lines) throws Exception {
        // Given
        Spool spool = spool();
        append(spool, 1, 1_000);
        // When
        long at = spool.tail(lines);
        // Then
        assertThat(at).isEqualTo(11L * (1_000 - lines));
    }

    @Test
    void shouldBeginAtTheFirstLineWhenFewerAreKept() throws Exception {
        // Given
        Spool spool = spool();
        append(spool, 1, 1_000);
        // When, then
        assertThat(spool.tail(100_000)).isEqualTo(spool.first());
    }

    @Test
    void shouldForgetALineThatWasNotWrittenWhole() throws Exception {
        // Given
        append(spool(), 1, 10);
        Path last = files().get(0);
        Files.writeString(last, "half a li", StandardOpenOption.APPEND);
        // When
        Spool again = spool();
        append(again, 11, 11);
        // Then
        assertThat(all(again).lines()).hasSize(11).endsWith("line 00010", "line 00011");
    }

    @Test
    void shouldKeepAnEndOverARestart() throws Exception {
        // Given
        Spool spool = spool();
        append(spool, 1, 3);
        // When
        spool.complete();
        // Then
        assertThat(spool().isComplete()).isTrue();
    }

    @Test
    void shouldBeReadableByItsOwnerOnly() throws Exception {
        // When
        append(spool(), 1, 1_000);
        // Then
        assertThat(files())
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void shouldRemoveTheLogsThatWereWrittenLongestAgo() throws Exception {
        // Given
        SpoolShelf shelf = new SpoolShelf(folder, SMALL);
        for (int job = 1; job <= 10; job++) {
            append(shelf.spool(place(job), Set.of()), 1, 250);
            touch(folder.resolve("1/" + job + "-0/1"), job);
        }
        // When
        shelf.sweep(Set.of(place(1)));
        // Then
        assertThat(shelf.spool(place(1), Set.of()).isEmpty()).isFalse();
        assertThat(shelf.spool(place(2), Set.of()).isEmpty()).isTrue();
        assertThat(shelf.spool(place(10), Set.of()).isEmpty()).isFalse();
    }

    private static void touch(Path log, long second) throws Exception {
        try (Stream<Path> files = Files.list(log)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1_000));
            }
        }
    }

    private static LogPlace place(long job) {
        return new LogPlace(new JobKey(1, job, 0), 1);
    }
}
