package dev.skydeck.sandbox.s3;

import io.vertx.core.http.HttpServerRequest;

/** Refuses an upload that would not be stored as it was meant, before any of it is read. */
final class UploadCheck {
    private UploadCheck() {}

    static void check(HttpServerRequest request, long largest) throws S3Error {
        String digest = String.valueOf(request.getHeader("x-amz-content-sha256"));
        String encoding = String.valueOf(request.getHeader("content-encoding"));
        if (request.headers().contains("x-amz-decoded-content-length")
                || digest.startsWith("STREAMING")
                || encoding.contains("aws-chunked")) {
            // Stored as they come, the chunk headers would become part of the object.
            throw S3Error.notImplemented("aws-chunked upload; ask for checksums only WHEN_REQUIRED");
        }
        if (request.headers().contains("x-amz-copy-source")) {
            throw S3Error.notImplemented("copy");
        }
        String length = request.getHeader("content-length");
        if (length == null) {
            throw new S3Error(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        }
        if (Long.parseLong(length) > largest) {
            throw new S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
        }
    }
}
