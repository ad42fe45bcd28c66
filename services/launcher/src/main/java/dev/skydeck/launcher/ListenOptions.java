package dev.skydeck.launcher;

import dev.skydeck.gateway.Exposure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the dashboard listens. */
final class ListenOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on (default ${DEFAULT-VALUE}); one that others can reach needs a token and either TLS or"
                            + " a trusted proxy.")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "Port of the dashboard; 0 takes a free one (default ${DEFAULT-VALUE}).")
    int port = 8000;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "The certificate and those above it, in PEM.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Its private key in PEM, a file that others cannot read.")
    private @Nullable Path key;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            description = "The IP address of a proxy before this server, whose X-Forwarded-* headers are believed.")
    private @Nullable String trustedProxy;

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            description = "A name that browsers know this server by; may be given several times.")
    private List<String> allowedHosts = List.of();

    /** @throws StartRefused if only one of the two files of TLS is named */
    Exposure exposure() {
        if ((certificate == null) != (key == null)) {
            throw new StartRefused("--tls-cert and --tls-key go together.");
        }
        Optional<Exposure.Tls> tls =
                certificate == null || key == null ? Optional.empty() : Optional.of(new Exposure.Tls(certificate, key));
        return Exposure.of(tls, Optional.ofNullable(trustedProxy), allowedHosts);
    }
}
