package dev.skydeck.gateway;

import dev.skydeck.messages.flags.FlagSchemaReader;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The order in which a request is looked at: whose it is, where from, how big, what it asks for. */
final class ApiRouter {
    static final int MAX_BODY = 1 << 20;
    /** Below which bodies are schemas, which are longer than others. */
    private static final String SCHEMAS = "/api/flag-definitions/";
    /** What Vert.x's reader of bodies calls it when a body breaks in the middle, though it is no success. */
    private static final int BODY_BROKEN = 200;

    private ApiRouter() {}

    /** @throws IllegalStateException if an operation of the contract has no handler */
    static Router of(
            Vertx vertx,
            Contract contract,
            GatewayOptions options,
            Authentication authentication,
            Map<String, Handler<RoutingContext>> handlers,
            Handler<RoutingContext> fresh,
            Handler<RoutingContext> page) {
        Router router = Router.router(vertx);
        router.route().handler(context -> ErrorForm.note(context, contract));
        router.route().handler(TargetGuard::check);
        router.route().handler(context -> Visit.note(context, options.exposure().trustedProxy()));
        router.route().handler(SecurityHeaders::add);
        router.route().handler(new HostGuard(options.host(), options.exposure().allowedHosts())::check);
        router.route().handler(CrossSiteGuard::check);
        router.route("/api/*").handler(authentication::identify);
        router.route("/api/*").handler(context -> redirectTrailingSlash(context, contract));
        readBodies(router, new SlowBodies(vertx, options.exposure().bodyTimeout()));
        for (Contract.Operation operation : contract.operations()) {
            Handler<RoutingContext> handler = handlers.get(operation.id());
            if (handler == null) {
                throw new IllegalStateException("the operation " + operation.id() + " has no handler");
            }
            router.route(operation.method(), operation.route())
                    .handler(context -> authentication.allow(context, operation));
            if (operation.takes("MinRevision")) {
                router.route(operation.method(), operation.route()).handler(fresh);
            }
            router.route(operation.method(), operation.route()).handler(handler);
        }
        router.route(HttpMethod.GET, "/*").handler(page);
        router.route(HttpMethod.HEAD, "/*").handler(page);
        errors(router, contract);
        return router;
    }

    /** Of writes only: a form with any other method is none, and the handler fails on it. */
    private static void readBodies(Router router, SlowBodies slow) {
        BodyHandler reader = BodyHandler.create(false).setBodyLimit(MAX_BODY);
        BodyHandler schemaReader = BodyHandler.create(false).setBodyLimit(FlagSchemaReader.MOST_BYTES);
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)) {
            router.route(method, "/api/*").handler(slow::begin);
            // The second reader of a body passes it on.
            router.route(method, SCHEMAS + "*").handler(schemaReader);
            router.route(method, "/api/*").handler(reader);
            router.route(method, "/api/*").handler(slow::end);
        }
    }

    /** As the first SkyDeck did. */
    private static void redirectTrailingSlash(RoutingContext context, Contract contract) {
        String path = context.normalizedPath();
        if (!path.endsWith("/")) {
            context.next();
            return;
        }
        String shorter = path.substring(0, path.length() - 1);
        if (contract.methods(shorter).isEmpty()) {
            context.fail(404);
            return;
        }
        @Nullable String query = context.request().query();
        String location = Visit.of(context).origin() + shorter + (query == null ? "" : "?" + query);
        var unused = context.response()
                .setStatusCode(307)
                .putHeader("Location", location)
                .end();
    }

    private static void errors(Router router, Contract contract) {
        router.errorHandler(BODY_BROKEN, ApiRouter::bodyBroken);
        router.errorHandler(400, context -> Responder.problem(context, 400, "Bad Request"));
        router.errorHandler(404, context -> unknown(context, contract));
        router.errorHandler(405, context -> unknown(context, contract));
        router.errorHandler(
                413,
                context -> Responder.problem(
                        context,
                        413,
                        context.normalizedPath().startsWith(SCHEMAS)
                                ? "A schema has at most 4 MiB; this one is larger."
                                : "A body has at most 1 MiB; this one is larger."));
        router.errorHandler(417, context -> Responder.problem(context, 417, "Expect can only be 100-continue."));
        router.errorHandler(500, context -> {
            Throwable cause = context.failure();
            Responder.broken(context, cause == null ? new IllegalStateException("no cause") : cause);
        });
    }

    /** The client is gone or does not keep to its own lengths. No news for the log: anyone could fill it. */
    private static void bodyBroken(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            response.putHeader("Connection", "close");
            Responder.problem(context, 400, "The body broke off before its end.");
        }
    }

    private static void unknown(RoutingContext context, Contract contract) {
        HttpServerResponse response = context.response();
        String path = context.normalizedPath();
        List<String> methods = Paths.isApi(path) ? contract.methods(path) : List.of("GET", "HEAD");
        if (methods.isEmpty() || methods.contains(context.request().method().name())) {
            Responder.problem(context, 404, "Not Found");
        } else {
            response.putHeader("Allow", String.join(", ", methods));
            Responder.problem(context, 405, "Method Not Allowed");
        }
    }
}
