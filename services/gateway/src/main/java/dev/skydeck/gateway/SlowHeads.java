package dev.skydeck.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection whose next request does not come to the end of its headers in time. The limit of silence never strikes a
 * client that sends a byte now and then, and no handler sees a request before its headers are there.
 */
final class SlowHeads {
    private final Duration limit;
    /** Between two requests, or in the headers of one. */
    private boolean inHead = true;

    private boolean parsed;
    private @Nullable Future<?> timer;

    private SlowHeads(Duration limit) {
        this.limit = limit;
    }

    static void watch(HttpConnection connection, Duration limit) {
        if (connection instanceof HttpServerConnection server) {
            var pipeline = server.channelHandlerContext().pipeline();
            @Nullable ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
            if (decoder != null) {
                SlowHeads heads = new SlowHeads(limit);
                pipeline.addBefore(decoder.name(), "skydeck.head-bytes", heads.new Bytes());
                pipeline.addAfter(decoder.name(), "skydeck.head-parsed", heads.new Parsed());
            }
        }
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** Before the decoder. A request that comes in one piece is parsed within the call and needs no timer. */
    private final class Bytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            parsed = false;
            context.fireChannelRead(bytes);
            if (inHead && !parsed && timer == null) {
                timer = context.executor()
                        .schedule(
                                () -> {
                                    var unused = context.close();
                                },
                                limit.toMillis(),
                                TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            stop();
            context.fireChannelInactive();
        }
    }

    /** After the decoder. */
    private final class Parsed extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            parsed = true;
            if (message instanceof HttpRequest) {
                stop();
                inHead = false;
            }
            if (message instanceof LastHttpContent) {
                inHead = true;
            }
            context.fireChannelRead(message);
        }
    }
}
