package dev.skydeck.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class RingTest {
    private static Frame frame(long revision) {
        return new Frame(revision, Buffer.buffer("0123456789"));
    }

    private static Ring ring(int frames, long bytes, int filled) {
        Ring ring = new Ring(frames, bytes, 100);
        for (int i = 1; i <= filled; i++) {
            ring.add(frame(100 + i));
        }
        return ring;
    }

    @Test
    void shouldGoOnAfterTheRevisionThatWasSeen() {
        Ring ring = ring(10, 1_000, 3);

        assertThat(ring.after(100, 103)).hasValue(0);
        assertThat(ring.after(102, 103)).hasValue(2);
        assertThat(ring.after(103, 103)).hasValue(3);
    }

    @Test
    void shouldNotGoOnAfterWhatItDoesNotKnow() {
        Ring ring = ring(10, 1_000, 3);

        assertThat(ring.after(99, 103)).isEmpty();
        assertThat(ring.after(104, 103)).isEmpty();
    }

    @Test
    void shouldForgetTheOldestBeyondItsFrames() {
        Ring ring = ring(3, 1_000, 5);

        assertThat(ring.after(101, 105)).isEmpty();
        assertThat(ring.after(102, 105)).hasValue(2);
        assertThatThrownBy(() -> ring.at(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldForgetTheOldestBeyondItsBytes() {
        Ring ring = ring(10, 25, 3);

        assertThat(ring.end() - ring.first()).isEqualTo(2);
        assertThat(ring.after(100, 103)).isEmpty();
    }

    @Test
    void shouldForgetAllWhenItStartsAgain() {
        Ring ring = ring(10, 1_000, 3);

        ring.restart(frame(110));

        assertThat(ring.after(103, 110)).isEmpty();
        assertThat(ring.after(110, 110)).hasValue(ring.end());
    }
}
