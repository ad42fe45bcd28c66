package dev.skydeck.sandbox;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The ports of a folder, kept so that whoever knows them finds the sandbox again after a restart.
 *
 * @param skyPilot 0 where none was chosen yet
 */
record Ports(int skyPilot, int s3) {
    private static final String FILE = "ports.properties";

    static Ports read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        return new Ports(
                Integer.parseInt(properties.getProperty("skypilot", "0")),
                Integer.parseInt(properties.getProperty("s3", "0")));
    }

    void write(Path folder) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("skypilot", String.valueOf(skyPilot));
        properties.setProperty("s3", String.valueOf(s3));
        try (Writer writer = Files.newBufferedWriter(folder.resolve(FILE))) {
            properties.store(writer, null);
        }
    }

    /** A port that is asked for goes before the one that was kept. */
    Ports orAsked(SandboxOptions options) {
        return new Ports(
                options.skyPilotPort() == 0 ? skyPilot : options.skyPilotPort(),
                options.s3Port() == 0 ? s3 : options.s3Port());
    }
}
