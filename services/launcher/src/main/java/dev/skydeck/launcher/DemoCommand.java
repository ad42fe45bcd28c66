package dev.skydeck.launcher;

import dev.skydeck.sandbox.SandboxVerticle;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skydeck demo}: all services and the sandbox in one process, with three experiments to look at. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs SkyDeck with a sandbox that really runs jobs, as processes of this machine.")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.skydeck/demo",
            description =
                    "Keeps everything below this folder; starting again goes on there (default ${DEFAULT-VALUE}).")
    private Path folder = Path.of("demo");

    @Override
    public Integer call() throws Exception {
        Path base = folder.toAbsolutePath().normalize();
        Node node = Node.alone();
        SandboxVerticle sandbox = node.deploy(SandboxCommand.verticle(base.resolve("sandbox"), 0));
        Services services = new Services(node, DemoSeed.settings(listen, base.resolve("skydeck.db"), sandbox));
        services.start(EnumSet.allOf(Role.class));
        DemoSeed.sow(node.vertx());
        return node.runUntilStopped(() -> {
            services.announce();
            System.out.println("Its data are in " + base);
        });
    }
}
