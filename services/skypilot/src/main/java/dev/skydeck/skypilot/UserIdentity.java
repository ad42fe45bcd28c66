package dev.skydeck.skypilot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * Who we are to SkyPilot: the id that {@code SKYPILOT_USER_ID} names or its own client keeps in {@code ~/.sky/user_hash},
 * else one made once and kept beside the database, so that our jobs stay ours.
 *
 * @param hash lower-case letters, digits and dashes; eight hex digits where SkyPilot made it
 */
record UserIdentity(String hash, String name) {
    private static final String FORM = "[a-zA-Z0-9][a-zA-Z0-9-]{0,63}";

    /** Reads or makes it; touches files, so not for an event loop. */
    static UserIdentity load(SkyPilotOptions options) throws IOException {
        String name = options.environment()
                .getOrDefault("SKYPILOT_USER", options.environment().getOrDefault("USER", "skydeck"));
        String set = options.environment().getOrDefault("SKYPILOT_USER_ID", "").trim();
        if (set.matches(FORM)) {
            return new UserIdentity(set.toLowerCase(Locale.ROOT), name);
        }
        Path own = home(options).resolve(".sky").resolve("user_hash");
        for (Path file : new Path[] {own, kept(options)}) {
            if (Files.isRegularFile(file)) {
                String hash = Files.readString(file).trim();
                if (hash.matches(FORM)) {
                    return new UserIdentity(hash.toLowerCase(Locale.ROOT), name);
                }
            }
        }
        byte[] bytes = new byte[4];
        new SecureRandom().nextBytes(bytes);
        String hash = HexFormat.of().formatHex(bytes);
        Files.createDirectories(options.stateFolder());
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                kept(options),
                Set.copyOf(EnumSet.of(
                        StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)),
                mode)) {
            channel.write(java.nio.ByteBuffer.wrap(hash.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        }
        return new UserIdentity(hash, name);
    }

    /** Under which SkyPilot's own client keeps its files. */
    static Path home(SkyPilotOptions options) {
        return Path.of(options.environment().getOrDefault("HOME", System.getProperty("user.home")));
    }

    private static Path kept(SkyPilotOptions options) {
        return options.stateFolder().resolve("skypilot-user-id");
    }
}
