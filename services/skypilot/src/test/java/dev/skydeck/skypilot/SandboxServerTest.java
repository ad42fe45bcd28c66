package dev.skydeck.skypilot;

import dev.skydeck.sandbox.SandboxOptions;
import dev.skydeck.sandbox.SandboxVerticle;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the sandbox. */
class SandboxServerTest extends ServerContractTest {
    @TempDir
    Path folder;

    @Override
    String endpoint() throws Exception {
        SandboxVerticle sandbox = new SandboxVerticle(SandboxOptions.at(folder));
        vertx().deployVerticle(sandbox).await(30, TimeUnit.SECONDS);
        return sandbox.endpoint();
    }

    @Override
    String infra() {
        return "";
    }
}
