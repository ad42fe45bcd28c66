package dev.skydeck.gateway;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Says in headers where a list goes on, so that its body stays as the first SkyDeck had it. */
final class NextPage {
    static final String HEADER = "Next-Cursor";

    private NextPage() {}

    static void tell(RoutingContext context, String cursor) {
        StringBuilder query = new StringBuilder();
        context.queryParams().forEach((name, value) -> {
            if (!name.equals("cursor")) {
                query.append(encoded(name)).append('=').append(encoded(value)).append('&');
            }
        });
        String target = context.request().path() + "?" + query + "cursor=" + encoded(cursor);
        HttpServerResponse response = context.response();
        response.putHeader(HEADER, cursor).putHeader("Link", "<" + target + ">; rel=\"next\"");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
