package dev.skydeck.sandbox.skypilot;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/stream}: what a request says, until it is over. Its result is told by {@code /api/get} alone. */
final class RequestStream {
    private static final String STREAMED = "x-skypilot-stream-request-id";

    private final RequestTable requests;

    RequestStream(RequestTable requests) {
        this.requests = requests;
    }

    void answer(RoutingContext context) {
        HttpServerRequest asked = context.request();
        if (asked.getParam("log_path") != null) {
            // A real server opens a file here; the sandbox opens none that a request names.
            Answers.detail(context.response(), 403, "Streaming logs by log_path is restricted to admins.");
            return;
        }
        String id = asked.getParam("request_id");
        ServerRequest request = id == null ? requests.newest() : requests.find(id);
        if (request == null) {
            String detail = id == null ? "No request found" : "Request '" + id + "' not found";
            Answers.detail(context.response(), 404, detail);
            return;
        }
        boolean follow = asked.getParam("follow") == null || QueryFlag.isTrue(asked.getParam("follow"));
        stream(request, context.response(), follow);
    }

    private static void stream(ServerRequest request, HttpServerResponse response, boolean follow) {
        response.exceptionHandler(nothing -> {});
        response.setChunked(true)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .putHeader("cache-control", "no-cache, no-transform")
                .putHeader(STREAMED, request.id());
        // The head must not wait for the first sentence.
        response.writeHead();
        Listener listener = new Listener(request.console(), response);
        listener.run();
        if (!follow || !request.active()) {
            response.end();
            return;
        }
        request.console().listen(listener);
        response.closeHandler(gone -> request.console().unlisten(listener));
        request.over().onSuccess(over -> {
            request.console().unlisten(listener);
            if (!response.closed() && !response.ended()) {
                response.end();
            }
        });
    }

    /** Writes on what was said since it last did. */
    private static final class Listener implements Runnable {
        private final Console console;
        private final HttpServerResponse response;
        private int written;

        Listener(Console console, HttpServerResponse response) {
            this.console = console;
            this.response = response;
        }

        @Override
        public void run() {
            String more = console.after(written);
            if (!more.isEmpty() && !response.closed()) {
                written += more.length();
                response.write(more);
            }
        }
    }
}
