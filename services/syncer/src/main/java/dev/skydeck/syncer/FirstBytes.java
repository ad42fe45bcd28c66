package dev.skydeck.syncer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Takes the first bytes of a stream and lets go of the rest: a server may send more than it was asked for. */
final class FirstBytes implements Subscriber<ByteBuffer> {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final Subscription[] subscription = new Subscription[1];
    private final int most;

    private FirstBytes(int most) {
        this.most = most;
    }

    /** At most so many bytes; fails with what the stream fails with. */
    static CompletableFuture<byte[]> of(Publisher<ByteBuffer> stream, int most) {
        FirstBytes bytes = new FirstBytes(most);
        stream.subscribe(bytes);
        return bytes.result;
    }

    @Override
    public void onSubscribe(Subscription to) {
        subscription[0] = to;
        to.request(1);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
        byte[] part = new byte[Math.min(buffer.remaining(), most - taken.size())];
        buffer.get(part);
        taken.writeBytes(part);
        if (taken.size() < most) {
            subscription[0].request(1);
        } else {
            subscription[0].cancel();
            onComplete();
        }
    }

    @Override
    public void onError(Throwable cause) {
        result.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        result.complete(taken.toByteArray());
    }
}
