package dev.skydeck.gateway;

import dev.skydeck.gateway.stream.StreamOptions;
import java.time.Duration;

/** The same for a client that has time left, but before which too many frames pile up. */
class LaggingReaderTest extends SlowReaderTest {

    @Override
    int frames() {
        return 150;
    }

    @Override
    GatewayOptions options() {
        return options(
                Duration.ofHours(1),
                new StreamOptions(
                        Duration.ofSeconds(15), Duration.ofMillis(10), Duration.ofHours(1), 10, 2, 1_000, 64L << 20));
    }
}
