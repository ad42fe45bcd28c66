package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.skypilot.Transport.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * SkyPilot's login by a browser (its API from 30 on, read in its source): a person opens a page of the server and approves,
 * and the server then gives the cookies to whoever knows the secret behind the page's address. They are written where
 * {@code sky} and SkyDeck look for them.
 */
public final class Login implements AutoCloseable {
    private static final int OFFERED_FROM = 30;
    private static final Duration WRITE = Duration.ofSeconds(8);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final int MOST_ANSWER = 1 << 20;

    private final Vertx vertx;
    private final Transport http;
    private final String url;
    private final Path file;
    private final String verifier = random();

    private Login(Vertx vertx, String url, Path file) {
        this.vertx = vertx;
        this.http = new HttpTransport(vertx, MOST_ANSWER);
        this.url = url;
        this.file = file;
    }

    /**
     * A login to the server that those options name; touches files, so not for an event loop.
     *
     * @throws IllegalArgumentException if they name no usable server, with a sentence
     */
    public static Login to(Vertx vertx, SkyPilotOptions options) {
        Endpoint endpoint = Endpoint.of(options, ClientConfig.load(options));
        return new Login(vertx, endpoint.url(), Cookies.file(options));
    }

    /** It was not done, with one sentence for a person. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** The server's, without credentials. */
    public String server() {
        return url;
    }

    /** The page to open. */
    public String page() {
        return url + "/auth/authorize?code_challenge=" + challenge(verifier);
    }

    /** Where the cookies go. */
    public Path file() {
        return file;
    }

    /** Whether the server wants a login of this kind. Fails with {@link Failed} when it cannot be asked, or is too old. */
    public Future<Boolean> isWanted() {
        return get("/api/health").compose(reply -> {
            JsonNode health = Answer.json(reply);
            String status = health.path("status").asText("");
            if (status.equals("healthy")) {
                return Future.succeededFuture(false);
            }
            int version = health.path("api_version").asInt(0);
            if (status.equals("needs_auth") && version > 0 && version < OFFERED_FROM) {
                return Future.failedFuture(
                        new Failed("The SkyPilot server at " + url + " is too old for this login (API " + version
                                + ", it needs " + OFFERED_FROM + "): run sky api login."));
            }
            return status.equals("needs_auth") || Answer.isLogin(reply)
                    ? Future.succeededFuture(true)
                    : Future.failedFuture(new Failed(Answer.sentence(url, reply, false)));
        });
    }

    /** Waits until a person has approved, and writes the cookies. Fails with {@link Failed}. */
    public Future<Void> approved(Duration patience) {
        return token(System.nanoTime() + patience.toNanos())
                .compose(cookies -> vertx.executeBlocking(() -> {
                    CookieFile.write(file, URI.create(url), cookies, Instant.now());
                    return null;
                }));
    }

    private Future<Map<String, String>> token(long until) {
        return get("/api/v1/auth/token?code_verifier=" + verifier).compose(reply -> {
            if (reply.status() == 200 && Answer.json(reply).path("token").isTextual()) {
                return Future.succeededFuture(
                        cookies(Answer.json(reply).path("token").asText()));
            }
            if (reply.status() != 404 || Answer.isHtml(reply)) {
                return Future.failedFuture(new Failed("The SkyPilot server at " + url
                        + " does not offer this login (HTTP " + reply.status() + "): run sky api login."));
            }
            if (System.nanoTime() > until) {
                return Future.failedFuture(new Failed("Nobody approved the login in time. Run skydeck login again."));
            }
            return vertx.timer(ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS).compose(tick -> token(until));
        });
    }

    private Map<String, String> cookies(String token) {
        JsonNode content;
        try {
            content = Answer.json(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Failed("The SkyPilot server at " + url + " gave a login that cannot be read.");
        }
        Map<String, String> cookies = new LinkedHashMap<>();
        content.path("cookies").properties().forEach(cookie -> {
            String name = cookie.getKey();
            String value = cookie.getValue().asText();
            // A line feed or tab would make other cookies, or other servers', of it.
            if (name.matches("[!-:<-~]+") && value.matches("[ -~]*")) {
                cookies.put(name, value);
            }
        });
        if (cookies.isEmpty()) {
            throw new Failed("The SkyPilot server at " + url + " gave a login without cookies.");
        }
        return cookies;
    }

    private Future<Reply> get(String path) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        SkyPilotClient.addVersions(headers);
        return http.exchange(HttpMethod.GET, url + path, headers, null, WRITE, ANSWER)
                .recover(failure -> Future.failedFuture(
                        new Failed("The SkyPilot server at " + url + " is not reachable: " + failure.getMessage())));
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
