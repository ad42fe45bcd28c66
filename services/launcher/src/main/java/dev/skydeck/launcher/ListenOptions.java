package dev.skydeck.launcher;

import picocli.CommandLine.Option;

/** Where the dashboard listens. */
final class ListenOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Loopback address to listen on (default ${DEFAULT-VALUE}).")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "Port of the dashboard; 0 takes a free one (default ${DEFAULT-VALUE}).")
    int port = 8000;
}
