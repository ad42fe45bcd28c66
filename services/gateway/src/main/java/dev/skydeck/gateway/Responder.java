package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Encoded;
import dev.skydeck.gateway.body.FieldProblem;
import dev.skydeck.gateway.body.InvalidInput;
import dev.skydeck.gateway.view.ApiMapper;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what an operation came to into an HTTP answer; the one place that knows which failure is which status. */
final class Responder {
    static final String REVISION = "X-SkyDeck-Revision";
    static final String UNDO = "X-SkyDeck-Undo";

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
    /** An answer that fits into few packets is not worth packing. */
    private static final int PACKED_FROM = 2_048;

    private Responder() {}

    /** The handler of an operation that answers JSON. */
    static Handler<RoutingContext> answering(Function<Call, Future<Reply>> operation) {
        return context -> {
            Future<Reply> reply;
            try {
                reply = operation.apply(new Call(context));
            } catch (RuntimeException e) {
                reply = Future.failedFuture(e);
            }
            reply.onComplete(done -> {
                if (context.response().ended() || context.response().closed()) {
                    return;
                }
                if (done.succeeded()) {
                    send(context, done.result());
                } else {
                    failed(context, done.cause());
                }
            });
        };
    }

    private static void send(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response().putHeader(REVISION, Long.toString(reply.revision()));
        if (reply.undo() != null) {
            response.putHeader(UNDO, reply.undo());
        }
        if (reply.next() != null) {
            NextPage.tell(context, reply.next());
        }
        if (reply.encoded() != null) {
            sendEncoded(context, reply.encoded());
        } else if (reply.value() != null && context.request().method().equals(HttpMethod.GET)) {
            byte[] plain = ApiMapper.bytes(reply.value());
            if (plain.length >= PACKED_FROM && AcceptEncoding.takesAny(context.request())) {
                // Packing a long list takes longer than an event loop may.
                context.vertx()
                        .executeBlocking(() -> Encoded.of(plain), false)
                        .onSuccess(encoded -> sendEncoded(context, encoded))
                        .onFailure(cause -> failed(context, cause));
            } else {
                sendEncoded(context, Encoded.plain(plain));
            }
        } else if (reply.value() != null) {
            json(response, 200, reply.value());
        }
    }

    private static void sendEncoded(RoutingContext context, Encoded encoded) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader("ETag", encoded.etag()).putHeader("Vary", "Accept-Encoding");
        if (ETags.matches(context.request(), encoded.etag())) {
            end(response.setStatusCode(304));
            return;
        }
        response.putHeader("Content-Type", "application/json");
        boolean worth = encoded.plain().length() >= PACKED_FROM;
        Buffer brotli = encoded.brotli();
        if (worth && brotli != null && AcceptEncoding.takesBrotli(context.request())) {
            end(response.putHeader("Content-Encoding", "br"), brotli);
        } else if (worth && AcceptEncoding.takesGzip(context.request())) {
            end(response.putHeader("Content-Encoding", "gzip"), encoded.gzipped());
        } else {
            end(response, encoded.plain());
        }
    }

    /** Answers a failure of an operation. */
    static void failed(RoutingContext context, Throwable cause) {
        if (cause instanceof InvalidInput invalid) {
            ErrorForm.invalid(context, invalid.problems());
        } else if (cause instanceof Failure.Invalid invalid) {
            ErrorForm.invalid(context, StoreProblems.of(invalid));
        } else if (cause instanceof Refused refused) {
            problem(context, 400, refused.getMessage());
        } else if (cause instanceof Unauthorized) {
            Authentication.refuse(context);
        } else if (cause instanceof TooMany often) {
            context.response().putHeader("Retry-After", Long.toString(often.seconds));
            problem(context, 429, often.getMessage());
        } else if (cause instanceof Failure.NotFound missing) {
            problem(context, 404, missing.sentence());
        } else if (cause instanceof Failure.Outdated outdated) {
            problem(context, 412, outdated.sentence());
        } else if (cause instanceof Failure.Conflict conflict) {
            problem(context, 409, conflict.sentence());
        } else if (cause instanceof Failure.Unavailable unavailable) {
            boolean late = unavailable.reason() == Failure.Unavailable.Reason.TIMED_OUT;
            context.response().putHeader("Retry-After", "2");
            problem(context, late ? 504 : 503, unavailable.sentence());
        } else {
            broken(context, cause);
        }
    }

    /** A bug: the client gets a number to tell, the log has the rest. */
    static void broken(RoutingContext context, Throwable cause) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        LOG.atError()
                .addKeyValue("error", id)
                .addKeyValue("path", context.request().path())
                .setCause(cause)
                .log("a request failed");
        problem(
                context,
                500,
                "Something in SkyDeck is broken: error " + id + ". The gateway's log says more under that number.");
    }

    static void problem(RoutingContext context, int status, String sentence) {
        ErrorForm.sentence(context, status, sentence);
    }

    static void json(HttpServerResponse response, int status, Object value) {
        if (response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(status).putHeader("Content-Type", "application/json");
        end(response, Buffer.buffer(ApiMapper.bytes(value)));
    }

    private static void end(HttpServerResponse response) {
        // A client that is gone by now is no news.
        var unused = response.end();
    }

    private static void end(HttpServerResponse response, Buffer bytes) {
        var unused = response.end(bytes);
    }

    /** What the store found wrong, in the form of a 422. */
    private static final class StoreProblems {
        static List<FieldProblem> of(Failure.Invalid invalid) {
            if (invalid.problems().isEmpty()) {
                return List.of(new FieldProblem("value_error", List.of("body"), invalid.sentence(), null, null));
            }
            return invalid.problems().stream()
                    .map(problem -> new FieldProblem(problem.type(), loc(problem), problem.message(), null, null))
                    .toList();
        }

        /** A flag's name may hold dots, so only what comes before it is split. */
        private static List<Object> loc(Problem problem) {
            int dot = problem.field().indexOf('.');
            return dot < 0
                    ? List.of("body", problem.field())
                    : List.of(
                            "body",
                            problem.field().substring(0, dot),
                            problem.field().substring(dot + 1));
        }
    }
}
