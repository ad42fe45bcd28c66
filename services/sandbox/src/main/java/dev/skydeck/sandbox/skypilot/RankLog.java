package dev.skydeck.sandbox.skypilot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The output of one rank in one phase. A carriage return ends a line too, so that progress bars move. */
final class RankLog {
    private static final int PIECE_BYTES = 64 * 1024;

    private final Path path;
    private final UnaryOperator<String> prefixed;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private long position;
    private boolean afterReturn;

    RankLog(Path path, UnaryOperator<String> prefixed) {
        this.path = path;
        this.prefixed = prefixed;
    }

    /** @param over whether no more will be written, so that a last line without its end is given too */
    List<String> next(boolean over) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        List<String> lines = new ArrayList<>();
        int read;
        do {
            piece.clear();
            read = read(piece);
            piece.flip();
            while (piece.hasRemaining()) {
                take(piece.get(), lines);
            }
        } while (read > 0 && lines.isEmpty());
        if (read <= 0 && over && unfinished.size() > 0) {
            finishLine(lines);
        }
        return lines;
    }

    private int read(ByteBuffer piece) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            int read = channel.read(piece, position);
            position += Math.max(read, 0);
            return read;
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    private void take(byte next, List<String> lines) {
        boolean pair = afterReturn && next == '\n';
        afterReturn = next == '\r';
        if (next != '\n' && next != '\r') {
            unfinished.write(next);
            // Nobody reads a longer line, and it must not grow in memory without end.
            if (unfinished.size() >= PIECE_BYTES) {
                finishLine(lines);
            }
        } else if (!pair) {
            finishLine(lines);
        }
    }

    private void finishLine(List<String> lines) {
        lines.add(prefixed.apply(unfinished.toString(StandardCharsets.UTF_8)));
        unfinished.reset();
    }
}
