package dev.skydeck.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the running server leaves beside its database for the command line.
 *
 * @param secret opens everything, until the server stops
 * @param certificate SHA-256 of the certificate to expect, in lower-case hex; empty without TLS
 */
record ControlFile(URI url, String secret, Optional<String> certificate) {

    /** Empty when no server says that it works with that database. */
    static Optional<ControlFile> of(Path database) {
        Path path = database.resolveSibling(database.getFileName() + ".control");
        try {
            JsonNode content = new ObjectMapper().readTree(Files.readString(path));
            return Optional.of(new ControlFile(
                    URI.create(content.path("url").asText()),
                    content.path("secret").asText(),
                    Optional.ofNullable(content.path("certificate").textValue())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new NotDone(path + " cannot be read: " + e.getMessage() + ". The user who runs the server can.", e);
        }
    }

    @Override
    public String toString() {
        return url + " ***";
    }
}
