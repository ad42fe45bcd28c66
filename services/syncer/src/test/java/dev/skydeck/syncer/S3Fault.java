package dev.skydeck.syncer;

import dev.skydeck.syncer.FaultyS3.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One way in which a listing goes wrong, made of what the real server says where there is anything to make it of. */
interface S3Fault {
    void answer(FaultyS3 server, HttpServerRequest request);

    /** S3's own error. */
    static S3Fault error(int status, String code) {
        return (server, request) ->
                give(request, status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
    }

    /** The first so many times, and then no more. */
    static S3Fault times(int times, S3Fault fault) {
        AtomicInteger left = new AtomicInteger(times);
        S3Fault none = changed(body -> body);
        return (server, request) -> (left.getAndDecrement() > 0 ? fault : none).answer(server, request);
    }

    /** The real body, changed. */
    static S3Fault changed(UnaryOperator<String> change) {
        return (server, request) -> server.real(HttpMethod.GET, request.uri())
                .onSuccess(real ->
                        give(request, real.status(), change.apply(real.body().toString())));
    }

    /** Half of the body and then the end of the connection. */
    static S3Fault reset() {
        return (server, request) -> server.real(HttpMethod.GET, request.uri()).onSuccess(real -> {
            Buffer body = real.body();
            request.response()
                    .putHeader("content-type", "application/xml")
                    .putHeader("content-length", Integer.toString(body.length()))
                    .write(body.slice(0, body.length() / 2))
                    .onComplete(written -> request.connection().close());
        });
    }

    /** Half of the body, as if it were the whole. */
    static S3Fault cut() {
        return changed(body -> body.substring(0, body.length() / 2));
    }

    /** A few hundred bytes that stand for three gigabytes. */
    static S3Fault bomb() {
        String entities = IntStream.range(1, 10)
                .mapToObj(i -> "<!ENTITY e" + i + " \"" + ("&e" + (i - 1) + ";").repeat(10) + "\">")
                .collect(Collectors.joining());
        return changed(body -> "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY e0 \"lol\">" + entities + "]>"
                + "<ListBucketResult><Name>&e9;</Name><IsTruncated>false</IsTruncated></ListBucketResult>");
    }

    /** A file of this machine as a part of a key. */
    static S3Fault outsideEntity(String file, String keyBefore) {
        return changed(body -> "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY f SYSTEM \"" + file + "\">]>"
                + "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>" + keyBefore
                + "&f;v9.mpt</Key></Contents></ListBucketResult>");
    }

    /** The real page each time, and the same token for the next. */
    static S3Fault repeatedToken() {
        return firstPage(body -> more(body, "a"));
    }

    /** Two pages that lead to each other for ever. */
    static S3Fault circle() {
        AtomicInteger at = new AtomicInteger();
        return (server, request) -> {
            int page = at.getAndIncrement() % 2;
            give(
                    request,
                    200,
                    "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t" + page
                            + "</NextContinuationToken><Contents><Key>" + request.getParam("prefix") + "v" + (page + 1)
                            + ".mpt</Key></Contents></ListBucketResult>");
        };
    }

    /** The real page each time, under ever another token. */
    static S3Fault samePage() {
        AtomicInteger at = new AtomicInteger();
        return firstPage(body -> more(body, "t" + at.getAndIncrement()));
    }

    /** No key on any page, and always one more page. */
    static S3Fault emptyPages() {
        AtomicInteger at = new AtomicInteger();
        return changed(body -> "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t"
                + at.getAndIncrement() + "</NextContinuationToken></ListBucketResult>");
    }

    private static S3Fault firstPage(UnaryOperator<String> change) {
        return (server, request) -> server.real(
                        HttpMethod.GET, request.uri().replaceAll("continuation-token=[^&]*&?", ""))
                .onSuccess(real ->
                        give(request, real.status(), change.apply(real.body().toString())));
    }

    private static String more(String body, String token) {
        return body.replaceAll("<IsTruncated>\\w+</IsTruncated>", "<IsTruncated>true</IsTruncated>")
                .replaceAll("<NextContinuationToken>.*?</NextContinuationToken>", "")
                .replace(
                        "</ListBucketResult>",
                        "<NextContinuationToken>" + token + "</NextContinuationToken></ListBucketResult>");
    }

    /** The real server's own pages, but of so many keys. */
    static S3Fault pagesOf(int keys) {
        return (server, request) -> server.real(
                        HttpMethod.GET, request.uri().replaceAll("max-keys=\\d+", "max-keys=" + keys))
                .onSuccess(real -> FaultyS3.give(request.response(), real));
    }

    /** The real page up to that one, and then the fault. */
    static S3Fault afterPages(int pages, int keysOfEach, S3Fault fault) {
        AtomicInteger page = new AtomicInteger();
        S3Fault good = pagesOf(keysOfEach);
        return (server, request) -> (page.getAndIncrement() < pages ? good : fault).answer(server, request);
    }

    /** The real page with one more object on it. */
    static S3Fault also(String writtenKey, String size) {
        return changed(body -> body.replace(
                "</ListBucketResult>",
                "<Contents><Key>" + writtenKey + "</Key><LastModified>2026-01-01T00:00:00Z</LastModified><Size>" + size
                        + "</Size></Contents></ListBucketResult>"));
    }

    /** The real answer, so many bytes each tenth of a second. */
    static S3Fault slow(int bytes) {
        return (server, request) -> server.real(HttpMethod.GET, request.uri())
                .onSuccess(real -> drip(server, request.response(), real, bytes));
    }

    private static void drip(FaultyS3 server, HttpServerResponse response, Answer real, int bytes) {
        response.putHeader("content-type", "application/xml")
                .putHeader("content-length", Integer.toString(real.body().length()));
        int[] at = {0};
        server.timers().setPeriodic(1, 100, timer -> {
            int to = Math.min(at[0] + bytes, real.body().length());
            if (response.closed() || at[0] == to) {
                server.timers().cancelTimer(timer);
                if (!response.closed()) {
                    response.end();
                }
                return;
            }
            var unused = response.write(real.body().slice(at[0], to));
            at[0] = to;
        });
    }

    /** A body without end. */
    static S3Fault endless() {
        Buffer piece = Buffer.buffer("<Contents><Key>policies/x/v1.mpt</Key></Contents>".repeat(10_000));
        return (server, request) -> {
            HttpServerResponse response = request.response().setChunked(true);
            response.write("<ListBucketResult><IsTruncated>false</IsTruncated>");
            pour(response, piece);
        };
    }

    private static void pour(HttpServerResponse response, Buffer piece) {
        if (response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.drainHandler(ready -> pour(response, piece));
        } else {
            response.write(piece).onSuccess(written -> pour(response, piece));
        }
    }

    private static void give(HttpServerRequest request, int status, String body) {
        FaultyS3.give(request.response(), new Answer(status, "application/xml", Buffer.buffer(body)));
    }
}
