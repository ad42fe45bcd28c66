package dev.skydeck.sandbox.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder that holds a folder for each cluster there ever was. Everything here blocks. */
final class ClusterShelf {
    private final Path folder;

    ClusterShelf(Path folder) {
        this.folder = folder;
    }

    ClusterFolder folder(ClusterRecord cluster) {
        return new ClusterFolder(folder.resolve(cluster.hash()));
    }

    List<Cluster> read() throws IOException {
        Files.createDirectories(folder);
        List<Cluster> clusters = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                new ClusterFolder(entry).read().ifPresent(clusters::add);
            }
        }
        return clusters;
    }
}
