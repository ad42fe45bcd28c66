package dev.skydeck.store;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the disk under {@link #FOLDER} fail, by the memory that {@code src/crash/c/disk.c} looks at. */
final class DiskFault {
    /** Where files are on the disk that fails. */
    static final Path FOLDER = Path.of(System.getProperty("skydeck.crash", "target/crash"), "faulty");

    static final int NO_SPACE = 28;
    static final int READ_ONLY = 30;
    static final int BROKEN = 5;

    private static final int ERROR = 0;
    private static final int PASSES = 4;
    private static final int CALLS = 8;
    private static final int FAILED = 12;

    private final MappedByteBuffer shared;

    DiskFault() throws IOException {
        try (FileChannel file =
                FileChannel.open(FOLDER.resolveSibling("fault"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            shared = file.map(MapMode.READ_WRITE, 0, 16);
        }
        shared.order(ByteOrder.nativeOrder());
    }

    /** From the nth write on, all fail. */
    void writesFailFrom(int nth, int error) {
        begin(nth, error, 1);
    }

    void syncsFailFrom(int nth, int error) {
        begin(nth, error, 2);
    }

    void writesAndSyncsFail(int error) {
        begin(1, error, 3);
    }

    private void begin(int nth, int error, int calls) {
        shared.putInt(CALLS, calls);
        shared.putInt(PASSES, nth - 1);
        shared.putInt(FAILED, 0);
        shared.putInt(ERROR, error);
    }

    /** How many calls failed since the last beginning. */
    int failed() {
        return shared.getInt(FAILED);
    }

    void end() {
        shared.putInt(ERROR, 0);
    }
}
