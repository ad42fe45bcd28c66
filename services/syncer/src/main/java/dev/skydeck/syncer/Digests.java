package dev.skydeck.syncer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Tells bytes apart without keeping them. */
final class Digests {
    private Digests() {}

    /** SHA-256 of all of them together, in hexadecimal. */
    static String sha256(Stream<byte[]> parts) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            parts.forEach(hash::update);
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
