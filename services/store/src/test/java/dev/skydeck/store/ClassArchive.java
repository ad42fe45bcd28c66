package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * How to start {@link LoadProcess}. Java shares loaded classes between processes only when all come from jars; a hundred
 * starts take half the time then.
 */
record ClassArchive(String classPath, @Nullable Path shared) {
    /** The class path of this process, as it is. */
    static ClassArchive none() {
        return new ClassArchive(System.getProperty("java.class.path"), null);
    }

    /** Packs the class folders into a jar, and keeps what a short run of the process loads. */
    static ClassArchive make(Path folder) throws Exception {
        Files.createDirectories(folder);
        Path jar = folder.resolve("classes.jar");
        List<String> parts = new ArrayList<>(List.of(jar.toString()));
        Set<String> packed = new LinkedHashSet<>();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String part : none().classPath().split(File.pathSeparator, -1)) {
                if (Files.isDirectory(Path.of(part))) {
                    pack(Path.of(part), packed, out);
                } else {
                    parts.add(part);
                }
            }
        }
        Path shared = folder.resolve("classes.jsa");
        String classPath = String.join(File.pathSeparator, parts);
        Path database = Files.createDirectories(folder.resolve("trial")).resolve("skydeck.db");
        try (StoreProcess trial = new StoreProcess.Plan(database, LoadProcess.Mode.PRODUCT, 40)
                .option("-XX:ArchiveClassesAtExit=" + shared)
                .with(new ClassArchive(classPath, null))
                .prepare()) {
            trial.go();
            assertThat(trial.awaitExit()).isZero();
        }
        return new ClassArchive(classPath, shared);
    }

    private static void pack(Path folder, Set<String> packed, ZipOutputStream out) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file).toString();
            if (packed.add(name)) {
                out.putNextEntry(new ZipEntry(name));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    List<String> options() {
        return shared == null
                ? List.of("-cp", classPath)
                : List.of("-XX:SharedArchiveFile=" + shared, "-cp", classPath);
    }
}
