package dev.skydeck.gateway;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a client takes gzip. */
final class AcceptEncoding {
    private static final Pattern REFUSED = Pattern.compile("q=0(\\.0*)?");

    private AcceptEncoding() {}

    static boolean takesGzip(HttpServerRequest request) {
        @Nullable String accepted = request.getHeader("Accept-Encoding");
        if (accepted == null) {
            return false;
        }
        for (String part : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] coding = part.replace(" ", "").split(";", -1);
            if (coding[0].equals("gzip")) {
                return coding.length < 2 || !REFUSED.matcher(coding[1]).matches();
            }
        }
        return false;
    }
}
