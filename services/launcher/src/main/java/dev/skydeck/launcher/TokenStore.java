package dev.skydeck.launcher;

import dev.skydeck.messages.model.TokenScope;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens of a database, through the server that works with it or, when none does, in the file itself. */
interface TokenStore extends AutoCloseable {

    /**
     * A token as people see it.
     *
     * @param works whether it opens anything now
     */
    record Shown(
            long id,
            String name,
            String scope,
            String createdAt,
            @Nullable String expiresAt,
            @Nullable String revokedAt,
            boolean works) {}

    /** A new token and the secret that is shown this once. */
    record Made(Shown token, String secret) {
        @Override
        public String toString() {
            return token + " ***";
        }
    }

    Made create(String name, TokenScope scope, Optional<Instant> expiresAt) throws Exception;

    /** All, oldest first. */
    List<Shown> list() throws Exception;

    Shown revoke(long id) throws Exception;

    @Override
    void close();

    static TokenStore of(Path database) throws Exception {
        Optional<RunningServer> server = RunningServer.of(database);
        return server.isPresent() ? new ServerTokens(server.get()) : FileTokens.in(database);
    }
}
