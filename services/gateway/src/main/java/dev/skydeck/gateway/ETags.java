package dev.skydeck.gateway;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Whether a client has the newest already. */
final class ETags {
    private ETags() {}

    static boolean matches(HttpServerRequest request, String etag) {
        @Nullable String known = request.getHeader("If-None-Match");
        if (known == null) {
            return false;
        }
        for (String candidate : known.split(",", -1)) {
            String tag = candidate.strip();
            if (tag.equals("*") || strong(tag).equals(strong(etag))) {
                return true;
            }
        }
        return false;
    }

    /** Reads are compared weakly, as HTTP has it. */
    private static String strong(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
