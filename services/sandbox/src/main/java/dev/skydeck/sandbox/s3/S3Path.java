package dev.skydeck.sandbox.s3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Bucket and key of a path-style request, percent-decoded.
 *
 * @param key empty for the bucket itself
 */
record S3Path(String bucket, String key) {

    /** @param rawPath as it stands in the request line, beginning with a slash */
    static S3Path parse(String rawPath) throws S3Error {
        String path = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
        // Split before decoding: a slash that is written as %2F belongs to the key all the same, but not to the bucket.
        int slash = path.indexOf('/');
        return slash < 0
                ? new S3Path(decode(path), "")
                : new S3Path(decode(path.substring(0, slash)), decode(path.substring(slash + 1)));
    }

    /** Not {@link java.net.URLDecoder}, which makes a space of a plus sign, as only query strings mean it. */
    private static String decode(String text) throws S3Error {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                decoded.put(raw[i]);
                continue;
            }
            int high = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new S3Error(400, "InvalidURI", "Couldn't parse the specified URI.");
            }
            decoded.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new S3Error(400, "InvalidURI", "The key is not UTF-8.");
        }
    }
}
