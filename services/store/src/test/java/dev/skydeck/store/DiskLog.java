package dev.skydeck.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a process did to its files and what it told, in order, as {@code src/crash/c/disk.c} writes it down. */
final class DiskLog {
    private DiskLog() {}

    /** What was done. */
    enum Kind {
        FILE_MADE('O'),
        FOLDER_MADE('M'),
        WRITTEN('W'),
        CUT('T'),
        SYNCED('S'),
        REMOVED('U'),
        RENAMED('R'),
        TOLD('A');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        static Kind of(byte letter) {
            for (Kind kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no operation has the letter " + (char) letter);
        }
    }

    /**
     * One thing done.
     *
     * @param at where it stands in the log
     * @param number an offset, a length, or up to where in the log a sync reaches
     */
    record Entry(long at, Kind kind, String path, long number, ByteBuffer data) {
        String text() {
            return utf8(data);
        }
    }

    static List<Entry> read(Path log) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(log)).order(ByteOrder.LITTLE_ENDIAN);
        List<Entry> entries = new ArrayList<>();
        while (bytes.hasRemaining()) {
            long at = bytes.position();
            Kind kind = Kind.of(bytes.get());
            String path = utf8(take(bytes, bytes.getShort()));
            long number = bytes.getLong();
            entries.add(new Entry(at, kind, path, number, take(bytes, bytes.getInt())));
        }
        return entries;
    }

    private static ByteBuffer take(ByteBuffer bytes, int length) {
        ByteBuffer taken = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return taken;
    }

    private static String utf8(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
