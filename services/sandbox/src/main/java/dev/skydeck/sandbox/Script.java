package dev.skydeck.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A shell script that comes in the jar. */
final class Script {
    private Script() {}

    /** By rename: a shell reads its script as it goes, and a job of an earlier run may still be reading the old one. */
    static void install(String resource, Path target) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        Files.createDirectories(target.toAbsolutePath().getParent());
        try (InputStream content = Script.class.getResourceAsStream("/" + resource)) {
            if (content == null) {
                throw new IOException("The program lacks its resource " + resource);
            }
            Files.copy(content, temporary, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
