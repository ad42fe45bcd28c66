package dev.skydeck.gateway;

import dev.skydeck.gateway.body.FieldProblem;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.ApiMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How errors are written: routes of the first SkyDeck answer {@code {"detail": …}} as it did, the others problem details (RFC
 * 9457). Every error of a route has one form, wherever it comes from.
 */
final class ErrorForm {
    private static final String CONTRACT = "skydeck.contract";

    private ErrorForm() {}

    static void note(RoutingContext context, Contract contract) {
        context.put(CONTRACT, contract);
        context.next();
    }

    static void sentence(RoutingContext context, int status, String sentence) {
        write(context, status, new Answers.Problem(sentence), sentence, List.of());
    }

    static void invalid(RoutingContext context, List<FieldProblem> problems) {
        String sentence = problems.isEmpty()
                ? "The request is not valid."
                : problems.get(0).msg();
        write(context, 422, new Answers.ValidationProblem(problems), sentence, problems);
    }

    private static void write(
            RoutingContext context, int status, Object first, String sentence, List<FieldProblem> problems) {
        HttpServerResponse response = context.response();
        @Nullable Contract contract = context.get(CONTRACT);
        boolean details =
                contract != null && contract.answersProblems(context.request().method(), context.normalizedPath());
        Object body = details ? Answers.ProblemDetails.of(status, sentence, problems) : first;
        send(response, status, details ? "application/problem+json" : "application/json", body);
    }

    /** For a request that never became a call of a route. */
    static void plain(HttpServerResponse response, int status, String sentence) {
        send(response, status, "application/json", new Answers.Problem(sentence));
    }

    private static void send(HttpServerResponse response, int status, String type, Object body) {
        if (response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(status).putHeader("Content-Type", type);
        var unused = response.end(Buffer.buffer(ApiMapper.bytes(body)));
    }
}
