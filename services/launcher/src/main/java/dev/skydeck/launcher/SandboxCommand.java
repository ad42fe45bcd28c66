package dev.skydeck.launcher;

import dev.skydeck.sandbox.SandboxOptions;
import dev.skydeck.sandbox.SandboxVerticle;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skydeck sandbox}: the sandbox alone, for a SkyDeck or a SkyPilot client beside it. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Runs only the sandbox: a small SkyPilot server and an S3 server on loopback.")
final class SandboxCommand implements Callable<Integer> {
    /** The bucket that the sandbox's jobs write to. */
    static final String BUCKET = SandboxOptions.DEFAULT_BUCKET;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    "Port of the SkyPilot side; 0 takes a free one at first and keeps it (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.skydeck/sandbox",
            description = "Keeps jobs, logs and buckets (default ${DEFAULT-VALUE}).")
    private Path folder = Path.of("sandbox");

    @Option(
            names = "--gpus",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "GPUs of all jobs together; others wait (default ${DEFAULT-VALUE}). The machine need not have any.")
    private int gpus = SandboxOptions.DEFAULT_GPUS;

    static SandboxVerticle verticle(Path folder, int port) {
        return new SandboxVerticle(SandboxOptions.at(folder).withSkyPilotPort(port));
    }

    @Override
    public Integer call() throws Exception {
        Node node = Node.alone();
        if (gpus < 0) {
            throw new StartRefused("--gpus must not be negative.");
        }
        SandboxVerticle sandbox = node.deploy(new SandboxVerticle(
                SandboxOptions.at(folder).withSkyPilotPort(port).withGpus(gpus)));
        return node.runUntilStopped(() -> System.out.println("The sandbox is ready at " + sandbox.endpoint()
                + " with S3 at " + sandbox.s3Endpoint() + "/" + BUCKET));
    }
}
