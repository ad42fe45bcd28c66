package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The S3 side as the AWS SDK sees it. */
class S3Test {
    private static final String ODD = "odd/ä+b & <c> \"d\" 漢 %26.mpt";

    @TempDir
    static Path folder = Path.of("replaced");

    private static Sandbox sandbox = Unset.sandbox();
    private static S3AsyncClient s3 = Unset.s3();
    private String bucket = "";

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(folder);
        s3 = client(RequestChecksumCalculation.WHEN_REQUIRED);
    }

    @AfterAll
    static void stop() {
        s3.close();
        sandbox.close();
    }

    @BeforeEach
    void createBucket() {
        bucket = "b" + System.nanoTime();
        s3.createBucket(request -> request.bucket(bucket)).join();
    }

    @Test
    void shouldHaveItsBucketFromTheStart() {
        assertThat(s3.headBucket(request -> request.bucket("skydeck"))
                        .join()
                        .sdkHttpResponse()
                        .isSuccessful())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a/b/c.mpt", ODD, "x/..y", "𝒳"})
    void shouldGiveBackWhatWasPut(String key) {
        // When
        String etag = put(key, "content of " + key);

        // Then
        ResponseBytes<GetObjectResponse> got = get(key, null);
        assertThat(got.asUtf8String()).isEqualTo("content of " + key);
        assertThat(got.response().eTag()).isEqualTo(etag);
        assertThat(keys(list(bucket, null, null, null, null))).containsExactly(key);
        assertThat(folder.resolve("s3").resolve(bucket).resolve(key)).hasContent("content of " + key);
    }

    @Test
    void shouldDescribeAnObjectWithoutSendingIt() {
        // Given
        put("a", "12345");

        // When
        HeadObjectResponse head =
                s3.headObject(request -> request.bucket(bucket).key("a")).join();

        // Then
        assertThat(head.contentLength()).isEqualTo(5);
        assertThat(head.lastModified()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(head.eTag()).isEqualTo(get("a", null).response().eTag());
    }

    @ParameterizedTest
    @CsvSource({"bytes=2-4, 234, bytes 2-4/10", "bytes=7-, 789, bytes 7-9/10", "bytes=-2, 89, bytes 8-9/10"})
    void shouldSendAPart(String range, String content, String contentRange) {
        // Given
        put("a", "0123456789");

        // When
        ResponseBytes<GetObjectResponse> got = get("a", range);

        // Then
        assertThat(got.asUtf8String()).isEqualTo(content);
        assertThat(got.response().contentRange()).isEqualTo(contentRange);
    }

    @Test
    void shouldRefuseAPartThatIsNotThere() {
        put("a", "0123456789");

        assertThatThrownBy(() -> get("a", "bytes=10-"))
                .satisfies(failure -> assertThat(status(failure)).isEqualTo(416));
    }

    @Test
    void shouldNotSendAgainWhatTheClientHas() {
        // Given
        String etag = put("a", "first");

        // When, then
        assertThatThrownBy(() -> getUnless("a", etag))
                .satisfies(failure -> assertThat(status(failure)).isEqualTo(304));
        put("a", "other");
        assertThat(getUnless("a", etag).asUtf8String()).isEqualTo("other");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> get("nope", null)).hasCauseInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> list("no-such-bucket", null, null, null, null))
                .hasCauseInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> s3.headObject(request -> request.bucket(bucket).key("nope"))
                        .join())
                .satisfies(failure -> assertThat(status(failure)).isEqualTo(404));
    }

    @Test
    void shouldDeleteAnObjectAndMindNothingIfItIsGone() {
        // Given
        put("a/b", "x");

        // When
        s3.deleteObject(request -> request.bucket(bucket).key("a/b")).join();
        s3.deleteObject(request -> request.bucket(bucket).key("a/b")).join();

        // Then
        assertThat(keys(list(bucket, null, null, null, null))).isEmpty();
    }

    @Test
    void shouldListByPrefixAndDelimiter() {
        // Given
        for (String key : List.of("policies/a/1", "policies/a/2", "policies/b/1", "policies/top", "other/x")) {
            put(key, "x");
        }

        // When
        ListObjectsV2Response folders = list(bucket, "policies/", "/", null, null);
        ListObjectsV2Response all = list(bucket, "policies/a", null, null, null);

        // Then
        assertThat(prefixes(folders)).containsExactly("policies/a/", "policies/b/");
        assertThat(keys(folders)).containsExactly("policies/top");
        assertThat(folders.keyCount()).isEqualTo(3);
        assertThat(keys(all)).containsExactly("policies/a/1", "policies/a/2");
    }

    @Test
    void shouldListInTheOrderOfUtf8Bytes() {
        // Given: as UTF-16 the first two would change places, as paths a/ would come before a.txt and a!.
        List<String> ordered = List.of("a!", "a.txt", "a/b", "ab", "\uFF5E", "𝒳");
        ordered.forEach(key -> put(key, "x"));

        // When, then
        assertThat(keys(list(bucket, null, null, null, null))).containsExactlyElementsOf(ordered);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void shouldPageThroughAllOnce(int pageSize) {
        // Given
        List<String> expected = List.of("d1/", "d2/", "m", "z");
        for (String key : List.of("d1/a", "d1/b", "d2/a", "d2/b", "m", "z")) {
            put(key, "x");
        }

        // When
        List<String> seen = new ArrayList<>();
        String token = null;
        do {
            ListObjectsV2Response page = list(bucket, null, "/", pageSize, token);
            assertThat(page.keyCount()).isBetween(1, pageSize);
            seen.addAll(prefixes(page));
            seen.addAll(keys(page));
            token = page.nextContinuationToken();
            assertThat(page.isTruncated()).isEqualTo(token != null);
        } while (token != null);

        // Then
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    @Test
    void shouldStartAfterAKey() {
        List.of("a", "b", "c").forEach(key -> put(key, "x"));

        assertThat(keys(s3.listObjectsV2(request -> request.bucket(bucket).startAfter("b"))
                        .join()))
                .containsExactly("c");
    }

    @Test
    void shouldNotShowWhatIsStillWritten() throws Exception {
        // Given
        Path root = folder.resolve("s3").resolve(bucket);
        Files.writeString(root.resolve(".tmp-1"), "half");

        // When, then
        assertThat(keys(list(bucket, null, null, null, null))).isEmpty();
        assertThatThrownBy(() -> get(".tmp-1", null))
                .satisfies(failure -> assertThat(status(failure)).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/skydeck/../../holder",
                "/skydeck/%2e%2e/%2e%2e/holder",
                "/skydeck/..%2f..%2fholder",
                "/../holder",
                "/%2e%2e/holder",
                "/skydeck/a%00b"
            })
    void shouldNotLeaveItsBuckets(String path) throws Exception {
        assertThat(raw("GET", path)).isIn(400, 404);
    }

    @Test
    void shouldNotFollowALinkOutOfTheBucket() throws Exception {
        // Given
        Path root = folder.resolve("s3").resolve(bucket);
        Files.createSymbolicLink(root.resolve("out"), folder);
        Files.createSymbolicLink(root.resolve("file"), folder.resolve("holder"));

        // When, then
        assertThatThrownBy(() -> get("out/holder", null)).hasCauseInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> get("file", null)).hasCauseInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> put("out/new", "x"))
                .satisfies(failure -> assertThat(status(failure)).isEqualTo(400));
        assertThat(keys(list(bucket, null, null, null, null))).isEmpty();
    }

    @Test
    void shouldRefuseWhatItWouldStoreWrongly() throws Exception {
        try (S3AsyncClient chunking = client(RequestChecksumCalculation.WHEN_SUPPORTED)) {
            assertThatThrownBy(() -> chunking.putObject(
                                    request -> request.bucket(bucket).key("a"), AsyncRequestBody.fromString("x"))
                            .join())
                    .satisfies(failure -> assertThat(status(failure)).isEqualTo(501));
        }
        assertThat(keys(list(bucket, null, null, null, null))).isEmpty();
        assertThat(raw("GET", "/skydeck?acl")).isEqualTo(501);
        assertThat(raw("POST", "/skydeck/a?uploads")).isEqualTo(501);
    }

    @Test
    void shouldReplaceAnObjectAtOnce() {
        // Given
        byte[] large = new byte[3 << 20];

        // When
        s3.putObject(request -> request.bucket(bucket).key("a"), AsyncRequestBody.fromBytes(large))
                .join();
        put("a", "small");

        // Then
        assertThat(get("a", null).asUtf8String()).isEqualTo("small");
        assertThat(folder.resolve("s3").resolve(bucket))
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith(".tmp-"));
    }

    private static S3AsyncClient client(RequestChecksumCalculation checksums) {
        return S3AsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                .endpointOverride(URI.create(sandbox.s3Endpoint()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .requestChecksumCalculation(checksums)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
    }

    private String put(String key, String content) {
        return s3.putObject(request -> request.bucket(bucket).key(key), AsyncRequestBody.fromString(content))
                .join()
                .eTag();
    }

    private ResponseBytes<GetObjectResponse> get(String key, @Nullable String range) {
        return s3.getObject(request -> request.bucket(bucket).key(key).range(range), AsyncResponseTransformer.toBytes())
                .join();
    }

    private ResponseBytes<GetObjectResponse> getUnless(String key, String etag) {
        return s3.getObject(
                        request -> request.bucket(bucket).key(key).ifNoneMatch(etag),
                        AsyncResponseTransformer.toBytes())
                .join();
    }

    private static ListObjectsV2Response list(
            String bucket,
            @Nullable String prefix,
            @Nullable String delimiter,
            @Nullable Integer most,
            @Nullable String token) {
        return s3.listObjectsV2(request -> request.bucket(bucket)
                        .prefix(prefix)
                        .delimiter(delimiter)
                        .maxKeys(most)
                        .continuationToken(token))
                .join();
    }

    private static List<String> keys(ListObjectsV2Response listing) {
        return listing.contents().stream().map(S3Object::key).toList();
    }

    private static List<String> prefixes(ListObjectsV2Response listing) {
        return listing.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
    }

    private static int status(Throwable failure) {
        return failure.getCause() instanceof S3Exception refused ? refused.statusCode() : 0;
    }

    /** Past the SDK, which would not ask for such a path. */
    private static int raw(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.s3Endpoint() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .statusCode();
    }
}
