package dev.skydeck.skypilot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skydeck.sandbox.s3.S3Api;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The sandbox's S3 server with one bucket, "ckpt", that can be told to answer otherwise. It looks at each signature as Amazon
 * describes it, for {@link GuardedJob}'s key.
 */
final class ClaimServer {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Path bucket;
    /** Answers to come, {@code PUT 409 Code [region]}, each for the next request of that method. */
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();

    private final List<String> seen = new ArrayList<>();
    private volatile String always = "";

    ClaimServer(Path root) throws Exception {
        bucket = Files.createDirectories(root.resolve("ckpt"));
        S3Api s3 = new S3Api(vertx, root);
        server = vertx.createHttpServer()
                .requestHandler(request -> handle(request, s3))
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS);
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    void next(String... told) {
        answers.addAll(Arrays.asList(told));
    }

    void always(String told) {
        always = told;
    }

    /** Method and key of each request, in order. */
    List<String> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /** The keys of all objects, sorted. */
    List<String> keys() throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    String content(String key) throws IOException {
        return Files.readString(bucket.resolve(key));
    }

    private void handle(HttpServerRequest request, S3Api s3) {
        synchronized (seen) {
            seen.add(request.method() + " " + request.path().replaceFirst("^/ckpt/", ""));
        }
        String told = always.isEmpty() ? taken(request) : always;
        if (told.isEmpty() && !isSigned(request)) {
            told = "ANY 403 SignatureDoesNotMatch";
        }
        if (told.isEmpty()
                || (told.equals(always) && !told.startsWith(request.method().name()))) {
            s3.handle(request);
            return;
        }
        String[] words = told.split(" ", -1);
        if (words.length > 3) {
            request.response().putHeader("x-amz-bucket-region", words[3]);
        }
        request.response()
                .setStatusCode(Integer.parseInt(words[1]))
                .end("<Error><Code>" + words[2] + "</Code><Message>" + GuardedJob.KEY_ID + "</Message></Error>");
    }

    private String taken(HttpServerRequest request) {
        String first = answers.peek();
        if (first == null || !first.startsWith(request.method().name())) {
            return "";
        }
        answers.remove();
        return first;
    }

    private static boolean isSigned(HttpServerRequest request) {
        String given = String.valueOf(request.getHeader("authorization"));
        String region = given.replaceFirst("(?s)^AWS4-HMAC-SHA256 Credential=[^/]+/\\d{8}/([^/]+)/s3/.*", "$1");
        String names = given.replaceFirst("(?s).*SignedHeaders=([^,]+),.*", "$1");
        String stamp = String.valueOf(request.getHeader("x-amz-date"));
        String headers = Stream.of(names.split(";", -1))
                .map(name -> name + ":" + request.getHeader(name) + "\n")
                .collect(Collectors.joining());
        String canonical = request.method() + "\n" + request.path() + "\n\n" + headers + "\n" + names + "\n"
                + request.getHeader("x-amz-content-sha256");
        try {
            String scope = stamp.substring(0, 8) + "/" + region + "/s3/aws4_request";
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(UTF_8));
            byte[] key = ("AWS4" + GuardedJob.SECRET).getBytes(UTF_8);
            for (String part : scope.split("/", -1)) {
                key = mac(key, part);
            }
            String wanted = HexFormat.of()
                    .formatHex(mac(
                            key,
                            "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n"
                                    + HexFormat.of().formatHex(digest)));
            return given.equals("AWS4-HMAC-SHA256 Credential=" + GuardedJob.KEY_ID + "/" + scope + ",SignedHeaders="
                    + names + ",Signature=" + wanted);
        } catch (Exception e) {
            return false;
        }
    }

    private static byte[] mac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }
}
