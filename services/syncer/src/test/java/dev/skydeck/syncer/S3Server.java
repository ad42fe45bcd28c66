package dev.skydeck.syncer;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A real S3 server on loopback with a bucket named {@code bucket}. */
interface S3Server {
    /** As in {@code http://127.0.0.1:8000}. */
    String endpoint();

    void close() throws Exception;

    default void createBucket() throws Exception {
        sent(client(), putting("/bucket", ""));
    }

    /** @return the status that it was answered with */
    default int put(String key, String body) throws Exception {
        return send(putting("/bucket/" + encoded(key), body)).statusCode();
    }

    /** Puts those, one after the other, each with five bytes. */
    default void putAll(List<String> keys) throws Exception {
        HttpClient client = client();
        for (String key : keys) {
            sent(client, putting("/bucket/" + encoded(key), "hello"));
        }
    }

    private HttpRequest putting(String path, String body) {
        return HttpRequest.newBuilder(URI.create(endpoint() + path))
                .header("content-type", "application/octet-stream")
                // Else a server that looks at such things gives it to nobody without a signature.
                .header("x-amz-acl", "public-read")
                .PUT(BodyPublishers.ofString(body))
                .build();
    }

    private static void sent(HttpClient client, HttpRequest request) throws Exception {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(request + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    static HttpResponse<String> send(HttpRequest request) throws Exception {
        return client().send(request, BodyHandlers.ofString());
    }

    /** A new one each time: a connection that was idle may be closed by the server just when it is used again. */
    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Each part of a key as a link has it. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
