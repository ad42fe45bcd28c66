package dev.skydeck.syncer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which keys are handed on. A checkpoint's key becomes a part of links, of commands and, where somebody downloads it, of a path: what
 * means something else there is left out. Whoever may write to the bucket chooses the keys.
 */
final class S3Key {
    /** S3's own limit; a server that shows longer ones is no measure. */
    private static final int MOST_BYTES = 1024;
    /** What stands in the place of bytes that are no UTF-8: then this is not the key that the bucket has. */
    private static final int REPLACEMENT = 0xFFFD;

    private S3Key() {}

    /** What is wrong with it, as the end of a sentence; empty when nothing is. */
    static Optional<String> flaw(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Optional.of("is longer than " + MOST_BYTES + " bytes");
        }
        if (key.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("has a control character");
        }
        if (key.indexOf(REPLACEMENT) >= 0) {
            return Optional.of("is no UTF-8");
        }
        if (key.indexOf('\\') >= 0) {
            return Optional.of("has a backslash");
        }
        // Browsers and file systems fold these away, however they are written in a link, and reach another file.
        return Arrays.stream(key.split("/", -1))
                .filter(part -> part.equals(".") || part.equals(".."))
                .findFirst()
                .map(part -> "has the part \"" + part + "\"");
    }

    /** The key as a sentence can show it. */
    static String shown(String key) {
        String cut = key.length() > 200 ? key.substring(0, 200) + "..." : key;
        return cut.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
