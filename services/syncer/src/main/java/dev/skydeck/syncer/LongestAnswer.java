package dev.skydeck.syncer;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Ends an answer that is longer than any S3 gives: the client keeps it whole in memory before it reads it. */
final class LongestAnswer implements ExecutionInterceptor {
    /** A page has a thousand keys at most, each of a kilobyte that may be written threefold, and a few hundred bytes around it. */
    static final long MOST_BYTES = 16L << 20;

    @Override
    public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.responsePublisher().map(LongestAnswer::bounded);
    }

    private static Publisher<ByteBuffer> bounded(Publisher<ByteBuffer> answer) {
        long[] bytes = {0};
        return SdkPublisher.adapt(answer).map(piece -> {
            bytes[0] += piece.remaining();
            if (bytes[0] > MOST_BYTES) {
                throw NonRetryableException.create("its answer is longer than " + (MOST_BYTES >> 20) + " MiB");
            }
            return piece;
        });
    }
}
