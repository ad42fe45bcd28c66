package dev.skydeck.syncer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lists one bucket in small pages, as S3 does; can be told to fail. */
final class FakeS3 extends VerticleBase {
    /** The prefixes that were listed, once for each page. */
    final List<String> listed = new CopyOnWriteArrayList<>();
    /** Keys with the times at which they were written, in epoch seconds. */
    final NavigableMap<String, Long> files = new ConcurrentSkipListMap<>();
    /** What to answer instead, by prefix: a status and a body. */
    final Map<String, Answer> answers = new ConcurrentHashMap<>();

    volatile boolean repeatsToken;
    volatile boolean knowsFolders = true;
    private volatile int port;

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
        String prefix = String.valueOf(request.getParam("prefix"));
        listed.add(prefix);
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
                .filter(key -> key.startsWith(prefix))
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
                    .append("</LastModified><ETag>&quot;e&quot;</ETag><Size>5</Size></Contents>");
        }
        if (more) {
            xml.append("<NextContinuationToken>").append(to).append("</NextContinuationToken>");
        }
        request.response()
                .putHeader("content-type", "application/xml")
                .end(xml.append("</ListBucketResult>").toString());
    }
}
