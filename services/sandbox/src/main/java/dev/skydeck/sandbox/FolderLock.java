package dev.skydeck.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a folder for one sandbox. The operating system gives it back whatever way the process ends. */
final class FolderLock {
    /**
     * Folders that this process holds. The lock itself is the process's, not the channel's: to open its file a second
     * time and close it again would give it away.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static FolderLock take(Path given) throws IOException, SandboxRefused {
        Path folder = Files.createDirectories(given).toRealPath();
        Path holder = folder.resolve("holder");
        if (!HELD.add(folder)) {
            throw refused(folder, String.valueOf(ProcessHandle.current().pid()));
        }
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            HELD.remove(folder);
            throw refused(
                    folder, Files.exists(holder) ? Files.readString(holder).trim() : "unknown");
        }
        Files.writeString(holder, ProcessHandle.current().pid() + "\n");
        return new FolderLock(folder, channel);
    }

    void release() throws IOException {
        channel.close();
        HELD.remove(folder);
    }

    private static SandboxRefused refused(Path folder, String holder) {
        return new SandboxRefused("The folder " + folder + " is in use by the sandbox of process " + holder
                + ". Stop that one, or give this one another folder.");
    }
}
