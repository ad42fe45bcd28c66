package dev.skydeck.syncer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lists one bucket in small pages and answers with parts of files, as S3 does; can be told to fail. */
final class FakeS3 extends VerticleBase {
    /** The prefixes that were listed, once for each page, and after which key. */
    final List<String> listed = new CopyOnWriteArrayList<>();
    /** Keys with the times at which they were written, in epoch seconds. */
    final NavigableMap<String, Long> files = new ConcurrentSkipListMap<>();
    /** What is in files that are more than a name. */
    final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    /** The parts of files that were asked for, as {@code key range}. */
    final List<String> parts = new CopyOnWriteArrayList<>();
    /** What to answer instead, by prefix: a status and a body. */
    final Map<String, Answer> answers = new ConcurrentHashMap<>();

    volatile boolean repeatsToken;
    volatile boolean knowsFolders = true;
    volatile boolean knowsRanges = true;
    private volatile int port;

    /** Writes a whole file. */
    void put(String key, String content) {
        contents.put(key, content.getBytes(StandardCharsets.UTF_8));
        files.put(key, 1_000L);
    }

    private String etag(String key) {
        byte[] content = contents.get(key);
        return content == null ? "\"e\"" : "\"" + Arrays.hashCode(content) + "-" + content.length + "\"";
    }

    private void answerFile(HttpServerRequest request, String key) {
        String range = String.valueOf(request.getHeader("Range"));
        if (request.method().equals(HttpMethod.HEAD)) {
            answerHead(request, key);
            return;
        }
        parts.add(key + " " + range);
        Answer instead = answers.get(key);
        byte[] content = contents.get(key);
        String expected = request.getHeader("If-Match");
        if (instead != null) {
            request.response().setStatusCode(instead.status()).end(instead.body());
        } else if (content == null) {
            Answer none = error(404, "NoSuchKey");
            request.response().setStatusCode(none.status()).end(none.body());
        } else if (expected != null && !expected.equals(etag(key))) {
            Answer none = error(412, "PreconditionFailed");
            request.response().setStatusCode(none.status()).end(none.body());
        } else if (knowsRanges) {
            String[] ends = range.substring("bytes=".length()).split("-", 2);
            int from = Integer.parseInt(ends[0]);
            int to = Math.min(Integer.parseInt(ends[1]), content.length - 1);
            request.response()
                    .setStatusCode(206)
                    .putHeader("ETag", etag(key))
                    .putHeader("Content-Range", "bytes " + from + "-" + to + "/" + content.length)
                    .end(Buffer.buffer(Arrays.copyOfRange(content, from, to + 1)));
        } else {
            request.response().putHeader("ETag", etag(key)).end(Buffer.buffer(content));
        }
    }

    private void answerHead(HttpServerRequest request, String key) {
        byte[] content = contents.get(key);
        request.response()
                .setStatusCode(content == null ? 404 : 200)
                .putHeader("ETag", etag(key))
                .putHeader("Content-Length", String.valueOf(content == null ? 0 : content.length))
                .putHeader("Last-Modified", "Thu, 26 Nov 2026 08:00:00 GMT")
                .end();
    }

    record Answer(int status, String body) {}

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    static Answer error(int status, String code) {
        return new Answer(status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
    }

    @Override
    public Future<?> start() {
        HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
        return server.listen(0, "127.0.0.1").onSuccess(ready -> port = ready.actualPort());
    }

    private void answer(HttpServerRequest request) {
        String file = URLDecoder.decode(String.valueOf(request.path()), StandardCharsets.UTF_8);
        if (file.startsWith("/bucket/") && file.length() > "/bucket/".length()) {
            answerFile(request, file.substring("/bucket/".length()));
            return;
        }
        String prefix = String.valueOf(request.getParam("prefix"));
        String after = request.getParam("start-after");
        listed.add(after == null ? prefix : prefix + " after " + after);
        Answer instead = answers.getOrDefault(prefix, answers.get("*"));
        if (instead != null) {
            request.response().setStatusCode(instead.status()).end(instead.body());
            return;
        }
        if (!"/bucket".equals(request.path()) && !"/bucket/".equals(request.path())) {
            Answer none = error(404, "NoSuchBucket");
            request.response().setStatusCode(none.status()).end(none.body());
            return;
        }
        String token = request.getParam("continuation-token");
        List<String> rest = new ArrayList<>(files.tailMap(prefix).keySet().stream()
                .filter(key -> key.startsWith(prefix) && (after == null || key.compareTo(after) > 0))
                .toList());
        if (knowsFolders && "/".equals(request.getParam("delimiter"))) {
            StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
            rest.stream()
                    .map(key -> key.substring(0, key.indexOf('/', prefix.length()) + 1))
                    .distinct()
                    .forEach(folder -> xml.append("<CommonPrefixes><Prefix>" + folder + "</Prefix></CommonPrefixes>"));
            request.response().end(xml.append("</ListBucketResult>").toString());
            return;
        }
        int from = token == null || repeatsToken ? 0 : Integer.parseInt(token);
        int to = Math.min(from + 3, rest.size());
        boolean more = to < rest.size();
        StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>" + more + "</IsTruncated>");
        for (String key : rest.subList(from, to)) {
            String escaped = key.replace("&", "&amp;").replace("<", "&lt;");
            xml.append("<Contents><Key>")
                    .append(escaped)
                    .append("</Key><LastModified>")
                    .append(java.time.Instant.ofEpochSecond(files.getOrDefault(key, 0L)))
                    .append("</LastModified><ETag>")
                    .append(etag(key).replace("\"", "&quot;"))
                    .append("</ETag><Size>")
                    .append(contents.getOrDefault(key, new byte[5]).length)
                    .append("</Size></Contents>");
        }
        if (more) {
            xml.append("<NextContinuationToken>").append(to).append("</NextContinuationToken>");
        }
        request.response()
                .putHeader("content-type", "application/xml")
                .end(xml.append("</ListBucketResult>").toString());
    }
}
