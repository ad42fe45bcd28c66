package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;

/** On moto's server, installed from Python's registry at the first need. */
@Tag("real")
class S3FaultsOnMotoTest extends S3FaultsContract {
    private static final Path ENVIRONMENT = Path.of("target/moto").toAbsolutePath();

    @Override
    S3Server start(Path folder) throws Exception {
        if (!Files.exists(ENVIRONMENT.resolve("ready"))) {
            run("python3", "-m", "venv", ENVIRONMENT.toString());
            run(ENVIRONMENT.resolve("bin/python").toString(), "-m", "pip", "install", "-q", "moto[server]>=5.2,<6");
            Files.createFile(ENVIRONMENT.resolve("ready"));
        }
        return ServerProcess.start(
                folder,
                List.of(ENVIRONMENT.resolve("bin/moto_server").toString(), "-H", "127.0.0.1", "-p", "0"),
                Pattern.compile("Running on http://127\\.0\\.0\\.1:(\\d+)"));
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
