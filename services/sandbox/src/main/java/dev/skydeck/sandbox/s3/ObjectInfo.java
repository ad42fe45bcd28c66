package dev.skydeck.sandbox.s3;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * An object of a bucket.
 *
 * @param etag in quotes. It names this version of the file; it is no digest of the content, which would have to be read
 *     whole for every listing, and has the form {@code <hex>-1} that S3 gives where an ETag is no MD5
 */
record ObjectInfo(String key, long size, Instant modified, String etag) {

    static ObjectInfo of(String key, BasicFileAttributes file) {
        ByteBuffer version = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(file.size())
                .putLong(file.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        byte[] identity = String.valueOf(file.fileKey()).getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(version.capacity() + identity.length)
                .put(version.flip())
                .put(identity)
                .array();
        String digest = UUID.nameUUIDFromBytes(all).toString().replace("-", "").toLowerCase(Locale.ROOT);
        return new ObjectInfo(key, file.size(), file.lastModifiedTime().toInstant(), "\"" + digest + "-1\"");
    }
}
