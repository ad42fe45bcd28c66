package dev.skydeck.sandbox.s3;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code If-None-Match}: of readers who may have an object already, and of writers who want to be the first. */
final class Preconditions {
    private Preconditions() {}

    /** False where the client has this version already. */
    static boolean wanted(HttpServerRequest request, ObjectInfo info) {
        return !names(request.getHeader("If-None-Match"), info.etag());
    }

    /**
     * True where an upload must not replace anything. S3 knows no other condition on uploads but {@code If-Match}, which the
     * sandbox lacks: passed over, it would lose what it was to protect.
     */
    static boolean onlyNew(HttpServerRequest request) throws S3Error {
        String header = request.getHeader("If-None-Match");
        if (request.headers().contains("If-Match")
                || (header != null && !header.trim().equals("*"))) {
            throw S3Error.notImplemented("condition on uploads but 'If-None-Match: *'");
        }
        return header != null;
    }

    private static boolean names(@Nullable String header, String etag) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(String::trim)
                        .anyMatch(one -> one.equals("*")
                                || one.replaceFirst("^W/", "").equals(etag)
                                || ("\"" + one + "\"").equals(etag));
    }
}
