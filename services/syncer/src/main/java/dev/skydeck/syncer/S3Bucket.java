package dev.skydeck.syncer;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A bucket behind Amazon's client, or whatever speaks its language. */
final class S3Bucket implements Bucket {
    /** As many as S3 gives. */
    private static final int PAGE = 1000;
    /** Where even one page takes too long. */
    private static final int SMALL_PAGE = 100;

    private final Vertx vertx;
    private final Context context;
    private final EventLoopGroup loops;
    private final S3AsyncClient client;
    private final S3Presigner signer;
    private final boolean anonymous;
    private final String bucket;
    private final FilePatterns.Reader names;
    private final MetricNames metrics;

    /** An answer with the request that brought it. */
    private record Page(ListObjectsV2Request request, ListObjectsV2Response answer) {}

    /** What is built from the options and the credentials. */
    private record Clients(S3AsyncClient client, S3Presigner signer, boolean anonymous) {}

    private S3Bucket(Vertx vertx, EventLoopGroup loops, Clients clients, String bucket, SyncerOptions options) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.loops = loops;
        this.client = clients.client();
        this.signer = clients.signer();
        this.anonymous = clients.anonymous();
        this.bucket = bucket;
        this.names = options.files().reader();
        this.metrics = options.metrics();
    }

    /** Opens it. Building the client and looking for credentials block, so a worker does it. */
    static Future<Bucket> open(Vertx vertx, SyncerOptions options, String bucket) {
        EventLoopGroup loops = loops();
        return vertx.executeBlocking(() -> clients(options.s3(), loops), false)
                .<Bucket>map(clients -> new S3Bucket(vertx, loops, clients, bucket, options))
                .onFailure(cause -> end(loops))
                .recover(cause -> Future.failedFuture(S3Failure.of(cause, bucket)));
    }

    @Override
    public Future<Listing> list(String prefix, @Nullable String after) {
        Found found = new Found(prefix, names, metrics);
        return pages(request(prefix).startAfter(after).build(), new Trail(), found::add)
                .map(found::listing)
                .recover(cause -> found.isEmpty()
                        ? Future.failedFuture(S3Failure.of(cause, bucket))
                        : Future.succeededFuture(found.until(S3Failure.of(cause, bucket))));
    }

    @Override
    public Future<Optional<S3File>> find(String key) {
        return Future.fromCompletionStage(
                        client.headObject(get -> get.bucket(bucket).key(key)), context)
                .map(head -> Optional.of(new S3File(
                        key,
                        head.contentLength(),
                        head.eTag(),
                        Objects.requireNonNullElse(head.lastModified(), Instant.EPOCH))))
                .recover(cause -> S3Failure.isOfAnotherFile(cause)
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(S3Failure.of(cause, bucket)));
    }

    @Override
    public Future<Set<String>> folders(String parent) {
        Set<String> found = new HashSet<>();
        boolean[] deeper = {false};
        return pages(request(parent).delimiter("/").build(), new Trail(), page -> {
                    page.commonPrefixes().forEach(folder -> found.add(folder.prefix()));
                    deeper[0] |= page.contents().stream()
                            .anyMatch(object ->
                                    object.key() != null && object.key().indexOf('/', parent.length()) >= 0);
                })
                // A server that knows no folders shows none: that must not pass for none being there.
                .compose(whole -> whole && !deeper[0]
                        ? Future.succeededFuture(Set.copyOf(found))
                        : Future.failedFuture(
                                new S3Failure("S3 does not show all folders below " + parent + ".", false)))
                .recover(cause -> Future.failedFuture(S3Failure.of(cause, bucket)));
    }

    @Override
    public Future<Optional<byte[]>> read(String key, String version, long from, int most) {
        return Future.fromCompletionStage(
                        client.getObject(
                                get -> get.bucket(bucket)
                                        .key(key)
                                        .ifMatch(S3File.etagOf(version))
                                        .range("bytes=" + from + "-" + (from + most - 1)),
                                AsyncResponseTransformer.toPublisher()),
                        context)
                .compose(answer -> from > 0 && answer.response().contentRange() == null
                        ? Future.failedFuture(new S3Failure("S3 does not answer with parts of a file.", false))
                        : Future.fromCompletionStage(FirstBytes.of(answer, most), context))
                .map(Optional::of)
                .recover(cause -> S3Failure.isOfAnotherFile(cause)
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(S3Failure.of(cause, bucket)));
    }

    @Override
    public Future<String> link(String key, Duration works) {
        if (anonymous) {
            return Future.succeededFuture(client.utilities()
                    .getUrl(get -> get.bucket(bucket).key(key))
                    .toString());
        }
        // Credentials may have to be fetched anew.
        return vertx.executeBlocking(
                        () -> signer.presignGetObject(request -> request.signatureDuration(works)
                                        .getObjectRequest(
                                                get -> get.bucket(bucket).key(key)))
                                .url()
                                .toString(),
                        false)
                .recover(cause -> Future.failedFuture(S3Failure.of(cause, bucket)));
    }

    @Override
    public Future<Void> close() {
        return vertx.executeBlocking(
                () -> {
                    client.close();
                    signer.close();
                    end(loops);
                    return null;
                },
                false);
    }

    // The client's own threads would take four seconds to end; ours end at once. It knows Netty's groups by this class
    // only.
    @SuppressWarnings("deprecation")
    private static EventLoopGroup loops() {
        return new NioEventLoopGroup(1);
    }

    /** Nobody waits for it: with no work left the threads end by themselves. */
    private static void end(EventLoopGroup loops) {
        var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private ListObjectsV2Request.Builder request(String prefix) {
        return ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(prefix)
                // XML can't hold the control characters that a key may have: one such key would hide all others.
                .encodingType(EncodingType.URL)
                .maxKeys(PAGE);
    }

    /** Answers whether it was all. */
    // Not the client's own paging: it would follow a server that answers the same tokens again and again for ever.
    private Future<Boolean> pages(ListObjectsV2Request request, Trail trail, Consumer<ListObjectsV2Response> each) {
        return page(request).compose(page -> {
            ListObjectsV2Response answer = page.answer();
            if (answer.isTruncated() == null) {
                // Every listing says whether it goes on; a login page that parses as XML does not.
                return Future.failedFuture(new S3Failure("S3's answer is no listing: is it a web page?", false));
            }
            trail.add(page.request(), answer);
            each.accept(answer);
            String next = answer.nextContinuationToken();
            if (!answer.isTruncated() || trail.isLong()) {
                return Future.succeededFuture(!answer.isTruncated());
            }
            if (next == null) {
                return Future.failedFuture(
                        new S3Failure("S3 does not say how to get at the rest of " + request.prefix() + ".", false));
            }
            return pages(page.request().copy(changed -> changed.continuationToken(next)), trail, each);
        });
    }

    /** Where a whole page does not come in time, a smaller one may. */
    private Future<Page> page(ListObjectsV2Request request) {
        return Future.fromCompletionStage(client.listObjectsV2(request), context)
                .map(answer -> new Page(request, answer))
                .recover(cause -> {
                    boolean slow = S3Failure.isTimeout(cause) && request.maxKeys() > SMALL_PAGE;
                    return slow
                            ? page(request.copy(changed -> changed.maxKeys(SMALL_PAGE)))
                            : Future.failedFuture(cause);
                });
    }

    private static Clients clients(S3Access options, EventLoopGroup loops) {
        AwsCredentialsProvider credentials = credentials(options);
        S3Presigner.Builder signer = S3Presigner.builder()
                .region(Region.of(options.region()))
                .credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(options.pathStyle() || options.endpoint() != null)
                        .build());
        if (options.endpoint() != null) {
            signer.endpointOverride(URI.create(options.endpoint()));
        }
        return new Clients(
                client(options, credentials, loops),
                signer.build(),
                credentials instanceof AnonymousCredentialsProvider);
    }

    private static S3AsyncClient client(S3Access options, AwsCredentialsProvider credentials, EventLoopGroup loops) {
        S3AsyncClientBuilder builder = S3AsyncClient.builder()
                .region(Region.of(options.region()))
                .credentialsProvider(credentials)
                .forcePathStyle(options.pathStyle() || options.endpoint() != null)
                // With its own default the client sends checksums that other servers store as part of the file.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroup(SdkEventLoopGroup.create(loops))
                        .maxConcurrency(16)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .readTimeout(options.timeout()))
                .overrideConfiguration(config -> config.addExecutionInterceptor(new LongestAnswer())
                        .apiCallTimeout(options.timeout())
                        .apiCallAttemptTimeout(options.timeout().dividedBy(2)));
        if (options.endpoint() != null) {
            builder.endpointOverride(URI.create(options.endpoint()));
        }
        return builder.build();
    }

    /** Those of the client's usual chain; none where a server of its own has been named and there are none. */
    private static AwsCredentialsProvider credentials(S3Access options) {
        if (options.anonymous()) {
            return AnonymousCredentialsProvider.create();
        }
        if (options.profile() != null) {
            return ProfileCredentialsProvider.create(options.profile());
        }
        AwsCredentialsProvider chain = options.isLoopback()
                ? localChain()
                : DefaultCredentialsProvider.builder().build();
        if (options.endpoint() == null) {
            return chain;
        }
        try {
            chain.resolveCredentials();
            return chain;
        } catch (SdkClientException e) {
            return AnonymousCredentialsProvider.create();
        }
    }

    // The usual chain ends by asking a cloud's metadata service, which takes seconds where there is none.
    private static AwsCredentialsProvider localChain() {
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                ProfileCredentialsProvider.create());
    }
}
