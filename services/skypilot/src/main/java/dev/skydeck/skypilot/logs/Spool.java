package dev.skydeck.skypilot.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One attempt's log on disk: whole lines in files, each named by the byte at which it begins in the log. Offsets only grow;
 * what the oldest file held is gone with it. Everything here blocks, and may be called by any thread.
 */
final class Spool {
    private static final String COMPLETE = "complete";
    /** How many lines were in the files that are gone. */
    private static final String GONE = "lines-gone";

    private static final String SUFFIX = ".log";
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final LogLimits limits;
    /** Files by the byte at which they begin. */
    private final TreeMap<Long, Path> segments = new TreeMap<>();

    private long end;

    private Spool(Path folder, LogLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** Finds what is there; makes nothing. */
    static Spool open(Path folder, LogLimits limits) throws IOException {
        Spool spool = new Spool(folder, limits);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    if (name.matches("[0-9]{1,18}\\.log")) {
                        long start = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
                        spool.segments.put(start, file);
                    }
                }
            }
            spool.repairEnd();
        }
        return spool;
    }

    /** A process that was killed while it wrote may have left half a line, or less than a character. */
    private void repairEnd() throws IOException {
        Map.Entry<Long, Path> last = segments.lastEntry();
        if (last == null) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(last.getValue().toFile(), "rw")) {
            long length = file.length();
            while (length > 0) {
                file.seek(length - 1);
                if (file.read() == '\n') {
                    break;
                }
                length--;
            }
            file.setLength(length);
            end = last.getKey() + length;
        }
    }

    /** Whether nothing is kept. */
    synchronized boolean isEmpty() {
        return segments.isEmpty();
    }

    /** The first byte that is kept. */
    synchronized long first() {
        return segments.isEmpty() ? end : segments.firstKey();
    }

    synchronized long end() {
        return end;
    }

    /** Whether the whole log was read to its end. */
    synchronized boolean isComplete() {
        return Files.exists(folder.resolve(COMPLETE));
    }

    synchronized void complete() throws IOException {
        Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        if (!isComplete()) {
            Files.createFile(folder.resolve(COMPLETE), OWNER_ONLY);
        }
    }

    /** Forgets what was kept; offsets go on. */
    synchronized void restart() throws IOException {
        for (Path file : segments.values()) {
            Files.deleteIfExists(file);
        }
        segments.clear();
        Files.deleteIfExists(folder.resolve(COMPLETE));
        Files.deleteIfExists(folder.resolve(GONE));
    }

    /** @param lines whole lines with their line feeds */
    synchronized void append(List<byte[]> lines) throws IOException {
        int from = 0;
        while (from < lines.size()) {
            Map.Entry<Long, Path> last = segments.lastEntry();
            if (last == null || end - last.getKey() >= limits.segmentBytes()) {
                rotate();
                last = segments.lastEntry();
            }
            from = append(lines, from, last.getKey(), last.getValue());
        }
    }

    private int append(List<byte[]> lines, int from, long start, Path file) throws IOException {
        int next = from;
        int bytes = 0;
        while (next < lines.size() && (next == from || end + bytes - start < limits.segmentBytes())) {
            bytes += lines.get(next).length;
            next++;
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        for (int i = from; i < next; i++) {
            buffer.put(lines.get(i));
        }
        buffer.flip();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
        end += bytes;
        return next;
    }

    private void rotate() throws IOException {
        Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        Path newest = folder.resolve(String.format("%018d", end) + SUFFIX);
        Files.deleteIfExists(newest);
        segments.put(end, Files.createFile(newest, OWNER_ONLY));
        while (segments.size() > 1 && end - segments.firstKey() >= limits.logBytes()) {
            Path oldest = segments.firstEntry().getValue();
            long gone = linesGone() + lines(Files.readAllBytes(oldest));
            Path file = folder.resolve(GONE);
            if (!Files.exists(file)) {
                Files.createFile(file, OWNER_ONLY);
            }
            Files.writeString(file, Long.toString(gone));
            Files.deleteIfExists(oldest);
            segments.pollFirstEntry();
        }
    }

    private long linesGone() throws IOException {
        Path file = folder.resolve(GONE);
        return Files.exists(file) ? Long.parseLong(Files.readString(file).trim()) : 0;
    }

    private static long lines(byte[] text) {
        long count = 0;
        for (byte one : text) {
            count += one == '\n' ? 1 : 0;
        }
        return count;
    }

    /** Whole lines from that byte on, which must be kept and begin a line; at most so many bytes, but at least one line. */
    byte[] read(long from, int most) throws IOException {
        Path file;
        long start;
        int wanted;
        synchronized (this) {
            Map.Entry<Long, Path> segment = segments.floorEntry(from);
            if (segment == null || from >= end) {
                return new byte[0];
            }
            start = segment.getKey();
            file = segment.getValue();
            Long after = segments.higherKey(start);
            wanted = (int) Math.min(Math.max(most, LogLines.MOST_LINE_BYTES * 4), (after == null ? end : after) - from);
        }
        ByteBuffer buffer = ByteBuffer.allocate(wanted);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(from - start);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // On to the next piece.
            }
        }
        byte[] bytes = buffer.array();
        int whole = buffer.position();
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        return Arrays.copyOf(bytes, whole);
    }

    /** Where the last lines begin. */
    long tail(int lines) throws IOException {
        long at = end();
        int left = lines;
        while (left > 0 && at > first()) {
            long start;
            synchronized (this) {
                start = segments.lowerKey(at);
            }
            List<Long> begins = begins(start, at);
            int take = Math.min(left, begins.size());
            left -= take;
            at = left == 0 ? begins.get(begins.size() - take) : start;
        }
        return at;
    }

    /** Where each line of that segment begins, before that byte. */
    private List<Long> begins(long start, long before) throws IOException {
        List<Long> begins = new ArrayList<>();
        long at = start;
        while (at < before) {
            byte[] piece = read(at, 1 << 20);
            if (piece.length == 0) {
                break;
            }
            boolean begin = true;
            for (int i = 0; i < piece.length && at + i < before; i++) {
                if (begin) {
                    begins.add(at + i);
                }
                begin = piece[i] == '\n';
            }
            at += piece.length;
        }
        return begins;
    }

    /** How many lines it has had, those that are gone too. */
    long lines() throws IOException {
        long count;
        synchronized (this) {
            count = linesGone();
        }
        long at = first();
        for (byte[] piece = read(at, 1 << 20); piece.length > 0; piece = read(at, 1 << 20)) {
            count += lines(piece);
            at += piece.length;
        }
        return count;
    }

    /** The last line that is kept, with its line feed; empty when there is none. */
    String lastLine() throws IOException {
        long end = end();
        return end == first() ? "" : new String(read(tail(1), 1), StandardCharsets.UTF_8);
    }
}
