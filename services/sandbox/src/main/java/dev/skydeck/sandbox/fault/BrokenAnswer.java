package dev.skydeck.sandbox.fault;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Answers a request wrongly, on the wire. */
final class BrokenAnswer {
    private static final String PAGE = "<!doctype html><html><body>Sign in</body></html>";
    private static final int PIECE = 1 << 20;
    private static final int HUGE_PIECES = 100;
    private static final int DEPTH = 10_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;

    BrokenAnswer(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        // Whoever gives up closes the connection: no news.
        response.exceptionHandler(gone -> {});
    }

    void give(Fault fault, Handler<HttpServerRequest> server) {
        switch (fault) {
            case RESET -> close();
            case ANSWER_LOST -> {
                response.headersEndHandler(none -> close());
                server.handle(request);
            }
            case HANG -> request.resume();
            case SLOW -> slow();
            case TEXT_500 -> whole(500, "text/plain; charset=utf-8", "Traceback (most recent call last):\n  boom\n");
            case HTML_502 -> whole(502, "text/html", "<html><body>502 Bad Gateway</body></html>");
            case HTML_504 -> whole(504, "text/html", "<html><body>504 Gateway Time-out</body></html>");
            case REDIRECT -> {
                response.putHeader("location", "/oauth2/start?rd=%2F");
                whole(302, "text/html", PAGE);
            }
            case UNAUTHORIZED -> json(401, "{\"detail\":\"Token expired\"}");
            case FORBIDDEN -> json(403, "{\"detail\":\"Forbidden\"}");
            case HTML_200 -> whole(200, "text/html; charset=utf-8", PAGE);
            case VERSION_400 -> json(400, "{\"error\":\"version_mismatch\",\"message\":\"Your client is too old.\"}");
            case NOT_FOUND -> json(404, "{\"detail\":\"Not Found\"}");
            case UNAVAILABLE -> json(503, "{\"detail\":\"Server is shutting down, please try again later.\"}");
            case CUT -> cut(1_000, "{\"request_id\":\"a\",\"status\":\"SUCC");
            case LENGTH_TOO_SMALL -> cut(10, "{\"request_id\":\"a\",\"status\":\"SUCCEEDED\"}");
            case WRONG_SHAPE -> json(200, "[[{\"detail\":7}]]");
            case DEEP -> json(200, "[".repeat(DEPTH) + "]".repeat(DEPTH));
            case HUGE -> stream(HUGE_PIECES);
            case ENDLESS -> stream(Integer.MAX_VALUE);
            case GZIP_BOMB -> bomb();
            default -> throw new IllegalStateException(fault + " is no fault of the wire");
        }
    }

    private void close() {
        var unused = request.connection().close();
    }

    private void json(int status, String body) {
        whole(status, "application/json", body);
    }

    private void whole(int status, String type, String body) {
        request.resume();
        response.setStatusCode(status).putHeader("content-type", type).end(body);
    }

    /** A length that is not the body's, and then nothing more. */
    private void cut(int length, String body) {
        request.resume();
        response.putHeader("content-type", "application/json").putHeader("content-length", Integer.toString(length));
        response.write(body).onComplete(written -> close());
    }

    private void slow() {
        request.resume();
        response.setChunked(true).putHeader("content-type", "application/json");
        long[] timer = new long[1];
        timer[0] = vertx.setPeriodic(1, 1_000, tick -> {
            if (response.closed()) {
                vertx.cancelTimer(timer[0]);
            } else {
                var unused = response.write(" ");
            }
        });
    }

    private void stream(int pieces) {
        request.resume();
        response.setChunked(true).putHeader("content-type", "application/json");
        Buffer piece = Buffer.buffer("[" + "1,".repeat(PIECE / 2));
        next(piece, pieces);
    }

    private void next(Buffer piece, int left) {
        if (response.closed()) {
            return;
        }
        if (left == 0) {
            response.end("]");
        } else if (response.writeQueueFull()) {
            response.drainHandler(ready -> next(piece, left));
        } else {
            response.write(piece).onSuccess(written -> next(piece, left - 1));
        }
    }

    private void bomb() {
        request.resume();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] blanks = " ".repeat(PIECE).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < HUGE_PIECES; i++) {
                gzip.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        response.putHeader("content-type", "application/json")
                .putHeader("content-encoding", "gzip")
                .end(Buffer.buffer(packed.toByteArray()));
    }
}
