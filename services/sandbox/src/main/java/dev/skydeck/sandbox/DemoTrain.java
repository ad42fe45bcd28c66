package dev.skydeck.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/** The program {@code demo-train}, a POSIX shell script that looks like a training run. Jobs find it on their PATH. */
public final class DemoTrain {
    private static final String NAME = "demo-train";

    private DemoTrain() {}

    /** Where a sandbox on this folder keeps it. */
    public static Path path(Path sandboxFolder) {
        return programs(sandboxFolder).resolve(NAME);
    }

    static Path programs(Path sandboxFolder) {
        return sandboxFolder.resolve("bin");
    }

    static void install(Path sandboxFolder) throws IOException {
        Script.install(NAME, path(sandboxFolder));
    }
}
