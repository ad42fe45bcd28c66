package dev.skydeck.skypilot.logs;

import dev.skydeck.messages.model.JobKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The logs that are kept: a folder for each server, job, task and attempt. Everything here blocks, and may be called by any
 * thread.
 */
final class SpoolShelf {
    private static final int MOST_OPEN = 512;

    private final Path folder;
    private final LogLimits limits;
    private final LinkedHashMap<LogPlace, Spool> open = new LinkedHashMap<>(16, 0.75f, true);

    SpoolShelf(Path folder, LogLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** One object for each place, as long as anybody may still write there. */
    synchronized Spool spool(LogPlace place, Set<LogPlace> written) throws IOException {
        Spool known = open.get(place);
        if (known != null) {
            return known;
        }
        Spool spool = Spool.open(path(place), limits);
        open.put(place, spool);
        open.keySet().stream()
                .filter(old -> open.size() > MOST_OPEN && !written.contains(old) && !old.equals(place))
                .findFirst()
                .ifPresent(open::remove);
        return spool;
    }

    private Path path(LogPlace place) {
        JobKey job = place.job();
        return folder.resolve(Long.toString(job.server()))
                .resolve(job.jobId() + "-" + job.taskId())
                .resolve(Integer.toString(place.attempt()));
    }

    /** Removes the logs that were written longest ago until all fit; never those that are being written. */
    synchronized void sweep(Set<LogPlace> written) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Map<Path, Size> sizes = sizes();
        long total = sizes.values().stream().mapToLong(Size::bytes).sum();
        List<Path> busy = written.stream().map(this::path).toList();
        List<Map.Entry<Path, Size>> oldest = new ArrayList<>(sizes.entrySet());
        oldest.sort(Comparator.comparing(entry -> entry.getValue().newest));
        for (Map.Entry<Path, Size> log : oldest) {
            if (total <= limits.totalBytes()) {
                return;
            }
            if (!busy.contains(log.getKey())) {
                delete(log.getKey());
                open.keySet().removeIf(place -> path(place).equals(log.getKey()));
                total -= log.getValue().bytes();
            }
        }
    }

    /** Bytes and newest change of one log. */
    private static final class Size {
        private long bytes;
        private long newest;

        long bytes() {
            return bytes;
        }
    }

    private Map<Path, Size> sizes() throws IOException {
        Map<Path, Size> sizes = new HashMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Size size = sizes.computeIfAbsent(file.getParent(), log -> new Size());
                size.bytes += attributes.size();
                size.newest =
                        Math.max(size.newest, attributes.lastModifiedTime().toMillis());
                return FileVisitResult.CONTINUE;
            }
        });
        return sizes;
    }

    private static void delete(Path log) throws IOException {
        try (var files = Files.list(log)) {
            files.forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.deleteIfExists(log);
    }
}
