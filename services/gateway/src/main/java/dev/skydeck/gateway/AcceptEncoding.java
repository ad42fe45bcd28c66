package dev.skydeck.gateway;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which packings a client takes. */
final class AcceptEncoding {
    private static final Pattern REFUSED = Pattern.compile("q=0(\\.0*)?");

    private AcceptEncoding() {}

    static boolean takesAny(HttpServerRequest request) {
        return takesBrotli(request) || takesGzip(request);
    }

    static boolean takesGzip(HttpServerRequest request) {
        return takes(request, "gzip");
    }

    static boolean takesBrotli(HttpServerRequest request) {
        return takes(request, "br");
    }

    private static boolean takes(HttpServerRequest request, String packing) {
        @Nullable String accepted = request.getHeader("Accept-Encoding");
        if (accepted == null) {
            return false;
        }
        for (String part : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] coding = part.replace(" ", "").split(";", -1);
            if (coding[0].equals(packing)) {
                return coding.length < 2 || !REFUSED.matcher(coding[1]).matches();
            }
        }
        return false;
    }
}
