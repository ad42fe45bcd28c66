package dev.skydeck.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code skydeck}: the parent of all commands. */
@Command(
        name = "skydeck",
        description = "A dashboard and controller for SkyPilot experiments.",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            SandboxCommand.class,
            LoginCommand.class,
            ImportCommand.class,
            RestoreCommand.class,
            BackupCommand.class,
            DoctorCommand.class,
            BackfillCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            FlagsCommand.class,
            PauseCommand.class,
            ReleaseCommand.class,
            TokenCommand.class
        })
final class SkyDeckCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final ConfigFile config;

    SkyDeckCommand(ConfigFile config) {
        this.config = config;
    }

    ConfigFile config() {
        return config;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command; skydeck --help lists them.");
    }
}
