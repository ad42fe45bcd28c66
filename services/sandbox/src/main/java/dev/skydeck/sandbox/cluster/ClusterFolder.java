package dev.skydeck.sandbox.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skydeck.sandbox.job.SyncedFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of one cluster. Everything here blocks.
 *
 * <pre>
 * cluster.json  what it is and where it stands; stays when it is gone, for its cost
 * jobs/         a folder for each of its jobs
 * workdir/      where they all run
 * </pre>
 */
final class ClusterFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "cluster.json";

    private final Path folder;

    ClusterFolder(Path folder) {
        this.folder = folder;
    }

    /** Once this returns it survives a power cut. */
    void write(Cluster cluster) throws IOException {
        boolean made = !Files.exists(folder);
        Files.createDirectories(folder);
        SyncedFile.write(folder.resolve(FILE), JSON.writeValueAsBytes(cluster));
        if (made) {
            SyncedFile.syncFolder(folder.toAbsolutePath().getParent());
        }
    }

    /** Empty where its making was cut off. */
    Optional<Cluster> read() throws IOException {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Cluster.class)) : Optional.empty();
    }

    Path jobs() {
        return folder.resolve("jobs");
    }

    Path workdir() {
        return folder.resolve("workdir");
    }

    /** What was on its disks goes with it. */
    void wipe() throws IOException {
        delete(jobs());
        delete(workdir());
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        // Does not follow links, which a job may have made to anywhere.
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
