package dev.skydeck.gateway;

import dev.skydeck.messages.TokenRequest.AnyToken;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Refuses to listen where strangers could start jobs. */
final class ExposureCheck {
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** Roles start in any order; the store may come after the gateway. */
    private static final int LOOKS = 60;

    private final Vertx vertx;
    private final Bus bus;
    private final GatewayOptions options;

    ExposureCheck(Vertx vertx, Bus bus, GatewayOptions options) {
        this.vertx = vertx;
        this.bus = bus;
        this.options = options;
    }

    /** Fails with {@link GatewayUnusable}. */
    Future<Void> check() {
        Exposure exposure = options.exposure();
        if (exposure.trustedProxy()
                .filter(proxy -> NetUtil.createByteArrayFromIpAddressString(proxy) == null)
                .isPresent()) {
            return refused("--trusted-proxy names the IP address of a proxy, such as 10.0.0.7; "
                    + exposure.trustedProxy().get() + " is none.");
        }
        if (!exposure.isOpenToOthers(options.host())) {
            return Future.succeededFuture();
        }
        if (!Loopback.is(options.host())
                && exposure.tls().isEmpty()
                && exposure.trustedProxy().isEmpty()) {
            return refused(
                    "SkyDeck listens on " + options.host() + " only with TLS (--tls-cert and --tls-key) or behind a"
                            + " proxy that has it (--trusted-proxy): tokens would cross the network for all to read.");
        }
        return requireToken(LOOKS);
    }

    private Future<Void> requireToken(int looks) {
        return bus.request(new AnyToken()).transform(done -> {
            if (done.succeeded()) {
                return done.result()
                        ? Future.succeededFuture()
                        : refused("SkyDeck lets others than the people of this machine in only once there is a"
                                + " token: make one first, with skydeck token create.");
            }
            if (done.cause() instanceof Failure.Unavailable && looks > 1) {
                return vertx.timer(PAUSE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                        .compose(waited -> requireToken(looks - 1));
            }
            return refused("SkyDeck could not ask its store whether there is a token: "
                    + done.cause().getMessage());
        });
    }

    private static Future<Void> refused(String sentence) {
        return Future.failedFuture(new GatewayUnusable(sentence));
    }
}
