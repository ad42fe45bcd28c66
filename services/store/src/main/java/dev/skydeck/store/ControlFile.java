package dev.skydeck.store;

import dev.skydeck.messages.TokenRequest.AnnounceGateway;
import dev.skydeck.messages.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file beside the database by which the command line reaches the running server: its address and a secret of this run.
 * Whoever may read it may read the database too.
 */
final class ControlFile {
    private final Path path;
    private final String secret;
    private final byte[] hash;
    private Map<String, Object> written = Map.of();
    private final Instant madeAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    ControlFile(Path database) {
        path = database.resolveSibling(database.getFileName() + ".control");
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        hash = sha256(secret).getBytes(StandardCharsets.US_ASCII);
    }

    /** Compared in constant time. */
    boolean isSecret(String sha256) {
        return MessageDigest.isEqual(hash, sha256.getBytes(StandardCharsets.US_ASCII));
    }

    Instant madeAt() {
        return madeAt;
    }

    /** Gateways say it again and again, since the store may have started after them. */
    Future<Boolean> announce(AnnounceGateway request) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("url", request.url());
        content.put("secret", secret);
        request.certificate().ifPresent(certificate -> content.put("certificate", certificate));
        content.put("pid", ProcessHandle.current().pid());
        if (content.equals(written)) {
            return Future.succeededFuture(true);
        }
        return Vertx.currentContext()
                .executeBlocking(() -> write(Json.text(content)))
                .onSuccess(done -> written = content);
    }

    /** Private from its first byte on, and never half written. */
    private boolean write(String text) {
        Path half = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(half);
            Files.createFile(half, DatabaseFile.OWNER_ONLY);
            Files.writeString(half, text);
            Files.move(half, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new Failure.Unavailable(
                    Failure.Unavailable.Reason.UNABLE, path + " could not be written: " + e.getMessage());
        }
    }

    /** What it says is true no more. */
    void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new StoreUnusable("SkyDeck cannot remove " + path + ": " + e.getMessage(), e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
