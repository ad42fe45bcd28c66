package dev.skydeck.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's lock on a file beside the database: one process owns it, and the lock ends with the process
 * however that ends. The file holds the owner's pid and stays, since taking it away would let two owners in.
 */
final class OwnerLock implements AutoCloseable {
    /** Closing any channel of a locked file gives the lock up, so this process must not open it twice. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private OwnerLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws StoreUnusable if another process owns the database, or the lock's file cannot be written */
    static OwnerLock take(Path database) {
        Path path = database.resolveSibling(database.getFileName() + ".lock");
        if (!HELD_HERE.add(path)) {
            throw inUse(database, String.valueOf(ProcessHandle.current().pid()));
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    DatabaseFile.OWNER_ONLY);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(database, Files.readString(path).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
            return new OwnerLock(path, channel);
        } catch (IOException e) {
            giveUp(path, channel);
            throw new StoreUnusable(
                    "SkyDeck cannot write " + path + ": " + e.getMessage() + ". Make the folder writable.", e);
        } catch (StoreUnusable e) {
            giveUp(path, channel);
            throw e;
        }
    }

    private static StoreUnusable inUse(Path database, String pid) {
        return new StoreUnusable("The database " + database + " is in use by process " + pid
                + ": only one SkyDeck may own it. Stop that one first.");
    }

    private static void giveUp(Path path, @Nullable FileChannel channel) {
        HELD_HERE.remove(path);
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new StoreUnusable("SkyDeck cannot close " + path + ": " + e.getMessage(), e);
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        giveUp(path, channel);
    }
}
