package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.LaunchRequest.LeaseHolder;
import dev.skydeck.messages.LaunchRequest.ReleaseLease;
import dev.skydeck.messages.LaunchRequest.RenewLease;
import dev.skydeck.messages.LaunchRequest.TakeLease;
import dev.skydeck.messages.bus.Failure;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {
    private static final LeaseHolder FIRST = new LeaseHolder("elsewhere", 1, 1, "first");
    private static final LeaseHolder SECOND = new LeaseHolder("elsewhere", 2, 2, "second");

    private Deployed store;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private static LeaseHolder here(long pid, long startedAt) throws Exception {
        return new LeaseHolder(InetAddress.getLocalHost().getHostName(), pid, startedAt, "here");
    }

    @Test
    void shouldRefuseASecondHolderWhileTheFirstRenews() throws Exception {
        // Given
        long epoch = store.ask(new TakeLease(FIRST));
        store.clock.advance(Duration.ofSeconds(14));
        store.ask(new RenewLease(epoch));
        store.clock.advance(Duration.ofSeconds(14));

        // When
        assertThatThrownBy(() -> store.ask(new TakeLease(SECOND)))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("process 1 on elsewhere");

        // Then
        assertThat(store.ask(new RenewLease(epoch))).isTrue();
    }

    @Test
    void shouldPassTheLeaseOnWhenItsHolderIsSilent() throws Exception {
        long first = store.ask(new TakeLease(FIRST));
        store.clock.advance(Duration.ofSeconds(16));

        long second = store.ask(new TakeLease(SECOND));

        assertThat(second).isGreaterThan(first);
        assertThatThrownBy(() -> store.ask(new RenewLease(first))).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldLetTheSameHolderTakeItAgain() throws Exception {
        long first = store.ask(new TakeLease(FIRST));

        assertThat(store.ask(new TakeLease(FIRST))).isGreaterThan(first);
    }

    @Test
    void shouldPassTheLeaseOnWhenItWasGivenBack() throws Exception {
        long first = store.ask(new TakeLease(FIRST));
        assertThat(store.ask(new ReleaseLease(first))).isTrue();

        assertThat(store.ask(new TakeLease(SECOND))).isGreaterThan(first);
        assertThat(store.ask(new ReleaseLease(first))).isFalse();
    }

    @Test
    void shouldFreeTheLeaseOfADeadProcessAtOnce() throws Exception {
        // Given: a process that lived here and is gone
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        long epoch = store.ask(new TakeLease(here(gone.pid(), 1)));

        // When
        long next = store.ask(new TakeLease(SECOND));

        // Then
        assertThat(next).isEqualTo(epoch + 1);
    }

    @Test
    void shouldKeepTheLeaseOfALivingProcessHoweverSilent() throws Exception {
        // Given
        Process living = new ProcessBuilder("sleep", "60").start();
        try {
            long startedAt = living.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
            store.ask(new TakeLease(here(living.pid(), startedAt)));
            store.clock.advance(Duration.ofSeconds(60));

            // When, then
            assertThatThrownBy(() -> store.ask(new TakeLease(SECOND))).isInstanceOf(Failure.Conflict.class);
        } finally {
            living.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldTellAReusedPidFromTheHolder() throws Exception {
        Process living = new ProcessBuilder("sleep", "60").start();
        try {
            store.ask(new TakeLease(here(living.pid(), 1)));

            assertThat(store.ask(new TakeLease(SECOND))).isEqualTo(2);
        } finally {
            living.destroyForcibly().waitFor();
        }
    }
}
