package dev.skydeck.sandbox.s3;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of S3 that a client of checkpoints uses, path-style: ListObjectsV2, Get, Head, Put and Delete of objects,
 * Head and Create of buckets. It asks for no credentials; signatures are passed over.
 */
public final class S3Api implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(S3Api.class);
    private static final long LARGEST_OBJECT_BYTES = 5L << 30;
    private static final String XML_TYPE = "application/xml";

    /** Operations that S3 tells from the plain ones by a key in the query. */
    private static final List<String> UNSUPPORTED_QUERIES = List.of(
            "acl",
            "attributes",
            "cors",
            "delete",
            "encryption",
            "lifecycle",
            "object-lock",
            "partNumber",
            "policy",
            "tagging",
            "torrent",
            "uploadId",
            "uploads",
            "versionId",
            "versioning",
            "versions");

    private final Vertx vertx;
    private final Buckets buckets;

    /** @param root the folder whose folders are the buckets */
    public S3Api(Vertx vertx, Path root) {
        this.vertx = vertx;
        this.buckets = new Buckets(root);
    }

    @Override
    public void handle(HttpServerRequest request) {
        request.response().exceptionHandler(gone -> LOG.debug("an S3 client went away", gone));
        // Held back until someone wants the body, which takes a look at the disk first.
        request.pause();
        Future<Void> answered;
        try {
            answered = route(request);
        } catch (S3Error e) {
            answered = Future.failedFuture(e);
        }
        answered.onFailure(failure -> refuse(request, failure));
    }

    private Future<Void> route(HttpServerRequest request) throws S3Error {
        for (String query : UNSUPPORTED_QUERIES) {
            if (request.params().contains(query)) {
                throw S3Error.notImplemented("operation '" + query + "'");
            }
        }
        S3Path path = S3Path.parse(request.path());
        boolean onBucket = path.key().isEmpty();
        HttpMethod method = request.method();
        if (path.bucket().isEmpty()) {
            throw S3Error.notImplemented("list of buckets");
        }
        if (method.equals(HttpMethod.GET)) {
            return onBucket ? list(request, path.bucket()) : get(request, path);
        }
        if (method.equals(HttpMethod.HEAD)) {
            return onBucket ? headBucket(request, path.bucket()) : head(request, path);
        }
        if (method.equals(HttpMethod.PUT)) {
            return onBucket ? createBucket(request, path.bucket()) : put(request, path);
        }
        if (method.equals(HttpMethod.DELETE) && !onBucket) {
            return delete(request, path);
        }
        throw new S3Error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
    }

    private Future<Void> list(HttpServerRequest request, String bucket) throws S3Error {
        if (request.params().contains("location")) {
            return blocking(() -> buckets.bucket(bucket))
                    .compose(found -> xml(request, new Xml("LocationConstraint").end()));
        }
        if (!"2".equals(request.getParam("list-type"))) {
            throw S3Error.notImplemented("ListObjects of version 1");
        }
        Listing listing = Listing.of(request.params());
        return blocking(() -> listing.answer(bucket, buckets.list(bucket, listing.prefix())))
                .compose(answer -> xml(request, answer));
    }

    private Future<Void> headBucket(HttpServerRequest request, String bucket) {
        return blocking(() -> buckets.bucket(bucket))
                .compose(found -> request.response()
                        .putHeader("x-amz-bucket-region", "us-east-1")
                        .end());
    }

    private Future<Void> createBucket(HttpServerRequest request, String bucket) {
        return blocking(() -> {
                    buckets.createBucket(bucket);
                    return bucket;
                })
                .compose(created ->
                        request.response().putHeader("location", "/" + created).end());
    }

    private Future<Void> head(HttpServerRequest request, S3Path path) {
        return blocking(() -> buckets.info(path)).compose(info -> {
            HttpServerResponse response = request.response();
            if (!Preconditions.wanted(request, info)) {
                return notModified(response, info);
            }
            describe(response, info);
            return response.putHeader("content-length", String.valueOf(info.size()))
                    .end();
        });
    }

    private Future<Void> get(HttpServerRequest request, S3Path path) {
        return blocking(() -> buckets.info(path)).compose(info -> {
            if (!Preconditions.wanted(request, info)) {
                return notModified(request.response(), info);
            }
            return blocking(() -> buckets.file(path))
                    .compose(file -> vertx.fileSystem().open(file.toString(), new OpenOptions().setWrite(false)))
                    .compose(file -> blocking(() -> buckets.info(path))
                            .compose(again ->
                                    again.equals(info) ? send(request, info, file) : retry(request, path, file))
                            .onComplete(sent -> file.close()));
        });
    }

    /** The object was replaced between the look at it and its opening, so that its headers would be wrong. */
    private Future<Void> retry(HttpServerRequest request, S3Path path, AsyncFile file) {
        return file.close().recover(closed -> Future.succeededFuture()).compose(closed -> get(request, path));
    }

    private static Future<Void> send(HttpServerRequest request, ObjectInfo info, AsyncFile file) {
        ByteRange range;
        try {
            range = ByteRange.of(request.getHeader("Range"), info.size());
        } catch (S3Error e) {
            return Future.failedFuture(e);
        }
        HttpServerResponse response = request.response();
        describe(response, info);
        if (range != null) {
            response.setStatusCode(206).putHeader("content-range", range.contentRange(info.size()));
            file.setReadPos(range.from());
        }
        long length = range == null ? info.size() : range.length();
        response.putHeader("content-length", String.valueOf(length));
        if (length == 0) {
            return response.end();
        }
        return file.setReadLength(length).pipeTo(response);
    }

    private static void describe(HttpServerResponse response, ObjectInfo info) {
        response.putHeader("etag", info.etag())
                .putHeader("last-modified", S3Date.http(info.modified()))
                .putHeader("content-type", "application/octet-stream")
                .putHeader("accept-ranges", "bytes");
    }

    private static Future<Void> notModified(HttpServerResponse response, ObjectInfo info) {
        return response.setStatusCode(304).putHeader("etag", info.etag()).end();
    }

    private Future<Void> put(HttpServerRequest request, S3Path path) throws S3Error {
        UploadCheck.check(request, LARGEST_OBJECT_BYTES);
        boolean onlyNew = Preconditions.onlyNew(request);
        return blocking(() -> buckets.temporary(path))
                .compose(temporary -> vertx.fileSystem()
                        .open(temporary.toString(), new OpenOptions().setCreateNew(true))
                        .compose(file -> receive(request, file))
                        .compose(written -> blocking(
                                () -> onlyNew ? buckets.publishNew(temporary, path) : buckets.publish(temporary, path)))
                        // Gone before the refusal is answered, so that nobody finds a piece of it afterwards.
                        .recover(failed -> blocking(() -> Files.deleteIfExists(temporary))
                                .transform(deleted -> Future.failedFuture(failed))))
                .compose(info ->
                        request.response().putHeader("etag", info.etag()).end());
    }

    private static Future<Void> receive(HttpServerRequest request, AsyncFile file) {
        // Asked for by clients with much to send. Not before it is sure that the upload is wanted.
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        return request.pipeTo(file);
    }

    private Future<Void> delete(HttpServerRequest request, S3Path path) {
        return blocking(() -> {
                    buckets.delete(path);
                    return path;
                })
                .compose(deleted -> request.response().setStatusCode(204).end());
    }

    private static Future<Void> xml(HttpServerRequest request, String document) {
        return request.response().putHeader("content-type", XML_TYPE).end(document);
    }

    private static void refuse(HttpServerRequest request, Throwable failure) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            // Half an answer must not look like a whole one.
            request.connection().close();
            return;
        }
        S3Error error = known(failure);
        if (!request.isEnded()) {
            response.putHeader("connection", "close");
        }
        response.setStatusCode(error.status()).putHeader("content-type", XML_TYPE);
        Buffer document = Buffer.buffer(error.xml(request.path()));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader("content-length", "0").end();
        } else {
            response.end(document);
        }
    }

    private static S3Error known(@Nullable Throwable failure) {
        if (failure instanceof S3Error error) {
            return error;
        }
        LOG.error("an S3 request failed", failure);
        return new S3Error(500, "InternalError", "We encountered an internal error. Please try again.");
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }
}
