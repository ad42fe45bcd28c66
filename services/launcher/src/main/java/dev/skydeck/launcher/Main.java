package dev.skydeck.launcher;

import picocli.CommandLine;

/** The program's entry: parses the command line and runs what it names. */
public final class Main {
    private Main() {}

    /**
     * Runs a command. Exit codes: 0 it was done or ended by a signal, 1 it could not be done, 2 the command line is wrong.
     *
     * @param args see {@code skydeck --help}
     */
    public static void main(String[] args) {
        // Vert.x otherwise logs through java.util.logging, and unpacks files that we do not use.
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        System.setProperty("vertx.disableFileCPResolving", "true");
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            return commandLine(ConfigFile.find(args, System.getenv())).execute(args);
        } catch (StartRefused refused) {
            System.err.println("skydeck: " + refused.getMessage());
            return 1;
        } catch (Error broken) {
            // Threads of Vert.x would keep a half-started process alive.
            System.err.println("skydeck: " + StartFailure.sentence(broken));
            return 1;
        }
    }

    static CommandLine commandLine() {
        return commandLine(ConfigFile.NONE);
    }

    static CommandLine commandLine(ConfigFile config) {
        CommandLine commands = new CommandLine(new SkyDeckCommand(config))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain);
        ConfigDefaults.into(commands, config, System.getenv());
        return commands;
    }

    private static int explain(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("skydeck: " + StartFailure.sentence(thrown));
        return 1;
    }
}
