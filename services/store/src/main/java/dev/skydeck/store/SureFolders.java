package dev.skydeck.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Folders whose names outlive a power cut. A new file or folder is only sure to be there once the folder that holds it
 * was synced; SQLite does that for its log, and nobody does it for the folders that we make above.
 */
final class SureFolders {
    private SureFolders() {}

    /** Makes the folder and those above it, and syncs every folder that got a new one. */
    static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        @Nullable Path above = folder.getParent();
        if (above != null) {
            make(above);
        }
        Files.createDirectories(folder);
        if (above != null) {
            sync(above);
        }
    }

    /** Makes the names in the folder sure. */
    static void sync(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
