package dev.skydeck.store;

import dev.skydeck.messages.FileRequest.BackUp;
import dev.skydeck.messages.FileRequest.BackupReport;
import dev.skydeck.messages.bus.Failure;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Verified copies of the file while the store goes on: when asked for, and each hour. Of the hourly ones the newest 24 stay,
 * and the newest of each of the last seven days.
 */
final class Backups {
    static final Duration EVERY = Duration.ofHours(1);
    static final int HOURLY_KEPT = 24;
    static final int DAYS_KEPT = 7;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path database;
    private final StoreClock clock;
    private final Transactions transactions;
    private final Blocking blocking;

    Backups(Path database, StoreClock clock, Transactions transactions, Blocking blocking) {
        this.database = database;
        this.clock = clock;
        this.transactions = transactions;
        this.blocking = blocking;
    }

    Future<BackupReport> backUp(BackUp request) {
        return transactions
                .read(Installations::revision)
                .compose(revision -> blocking.run(() -> {
                    Path target = next();
                    copy(target);
                    return new BackupReport(target.toString(), Files.size(target), revision);
                }))
                .recover(cause -> Future.failedFuture(
                        cause instanceof StoreUnusable unusable
                                ? new Failure.Conflict(String.valueOf(unusable.getMessage()))
                                : cause));
    }

    /** Makes a copy unless the newest is younger than an hour, and lets old ones go. Answers whether one was made. */
    Future<Boolean> hourly() {
        return blocking.run(() -> {
            Instant due = clock.now().minus(EVERY);
            if (existing().keySet().stream().anyMatch(at -> at.isAfter(due))) {
                return false;
            }
            copy(next());
            for (Path old : superfluous(existing(), clock.now())) {
                Files.deleteIfExists(old);
            }
            return true;
        });
    }

    private void copy(Path target) throws IOException {
        Path folder = target.getParent();
        if (folder != null) {
            SureFolders.make(folder);
        }
        VerifiedCopy.make(database, target);
    }

    private Path folder() {
        return database.resolveSibling("backups");
    }

    private String prefix() {
        return database.getFileName() + ".";
    }

    private Path next() {
        String base = prefix() + STAMP.format(clock.now());
        Path target = folder().resolve(base + ".backup");
        for (int number = 2; Files.exists(target); number++) {
            target = folder().resolve(base + "-" + number + ".backup");
        }
        return target;
    }

    /** The copies in the folder of backups by when they were made; files with other names are not ours to count or delete. */
    private Map<Instant, Path> existing() throws IOException {
        Map<Instant, Path> found = new TreeMap<>(Comparator.reverseOrder());
        if (!Files.isDirectory(folder())) {
            return found;
        }
        try (Stream<Path> files = Files.list(folder())) {
            files.forEach(file -> madeAt(file).ifPresent(at -> found.put(at, file)));
        }
        return found;
    }

    private Optional<Instant> madeAt(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(prefix()) || !name.endsWith(".backup")) {
            return Optional.empty();
        }
        String stamp = name.substring(prefix().length(), name.length() - ".backup".length());
        try {
            return Optional.of(STAMP.parse(stamp, Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** @param newestFirst by when they were made */
    static List<Path> superfluous(Map<Instant, Path> newestFirst, Instant now) {
        LocalDate since = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_KEPT);
        Set<LocalDate> days = new HashSet<>();
        List<Path> superfluous = new ArrayList<>();
        int position = 0;
        for (Map.Entry<Instant, Path> copy : newestFirst.entrySet()) {
            LocalDate day = copy.getKey().atZone(ZoneOffset.UTC).toLocalDate();
            boolean newestOfItsDay = days.add(day);
            if (position++ >= HOURLY_KEPT && !(newestOfItsDay && day.isAfter(since))) {
                superfluous.add(copy.getValue());
            }
        }
        return superfluous;
    }
}
