package dev.skydeck.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of an S3 server as it takes to be listed: {@code policies/pass-N/pass-N:vM.mpt}, and no work of its own in between. */
final class ManyFiles extends VerticleBase {
    private static final Pattern FOLDER = Pattern.compile("policies/(pass-\\d+)/");

    private final int folders;
    private final int files;
    private volatile int port;

    final AtomicInteger requests = new AtomicInteger();

    ManyFiles(int folders, int files) {
        this.folders = folders;
        this.files = files;
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public Future<?> start() {
        HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
        return server.listen(0, "127.0.0.1").onSuccess(ready -> port = ready.actualPort());
    }

    private void answer(HttpServerRequest request) {
        requests.incrementAndGet();
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        Matcher folder = FOLDER.matcher(Objects.requireNonNullElse(request.getParam("prefix"), ""));
        String token = request.getParam("continuation-token");
        int from = token == null ? 1 : Integer.parseInt(token);
        if (folder.matches()) {
            int to = page(xml, from, files);
            files(xml, folder.group(1), from, to);
        } else {
            int to = page(xml, from, folders);
            folders(xml, from, to);
        }
        request.response()
                .putHeader("content-type", "application/xml")
                .end(xml.append("</ListBucketResult>").toString());
    }

    /** Says how it goes on; answers the last one of the page. */
    private static int page(StringBuilder xml, int from, int all) {
        int to = Math.min(all, from + 999);
        xml.append("<IsTruncated>").append(to < all).append("</IsTruncated>");
        if (to < all) {
            xml.append("<NextContinuationToken>").append(to + 1).append("</NextContinuationToken>");
        }
        return to;
    }

    private static void files(StringBuilder xml, String name, int from, int to) {
        for (int epoch = from; epoch <= to; epoch++) {
            xml.append("<Contents><Key>policies/")
                    .append(name)
                    .append('/')
                    .append(name)
                    .append(":v")
                    .append(epoch * 10)
                    .append(".mpt</Key><LastModified>2026-11-27T00:00:00.000Z</LastModified><ETag>&quot;")
                    .append("d41d8cd98f00b204e9800998ecf8427e")
                    .append("&quot;</ETag><Size>104857600</Size><StorageClass>STANDARD</StorageClass></Contents>");
        }
    }

    private static void folders(StringBuilder xml, int from, int to) {
        for (int i = from; i <= to; i++) {
            xml.append("<CommonPrefixes><Prefix>policies/pass-").append(i).append("/</Prefix></CommonPrefixes>");
        }
    }
}
