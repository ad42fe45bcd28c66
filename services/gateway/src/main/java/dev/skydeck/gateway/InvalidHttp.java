package dev.skydeck.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers what is no HTTP, before any route sees it, in the form of all other errors. The connection is closed: where the
 * next request begins is not known any more.
 */
final class InvalidHttp {
    private InvalidHttp() {}

    static void answer(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        SecurityHeaders.put(request.response()).putHeader("Connection", "close");
        if (cause instanceof TooLongHttpLineException) {
            ErrorForm.plain(
                    request.response(), 414, "The first line of a request has at most 4 KiB; this one is longer.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            ErrorForm.plain(request.response(), 431, "The headers of a request have at most 8 KiB; these are longer.");
        } else {
            ErrorForm.plain(request.response(), 400, "This is no HTTP request.");
        }
        var unused = request.connection().close();
    }
}
