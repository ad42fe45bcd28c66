package dev.skydeck.sandbox.s3;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code If-None-Match}. */
final class Preconditions {
    private Preconditions() {}

    /** False where the client has this version already. */
    static boolean wanted(HttpServerRequest request, ObjectInfo info) {
        return !names(request.getHeader("If-None-Match"), info.etag());
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
