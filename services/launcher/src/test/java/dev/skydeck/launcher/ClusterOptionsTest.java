package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterOptionsTest {
    private static final Path DATABASE = Path.of("/data/skydeck.db");

    @Test
    void shouldGiveEveryRoleOfOneDatabaseTheSameClusterAndAPortOfItsOwn() {
        // Given
        ClusterOptions options = new ClusterOptions();
        Set<Integer> ports = new HashSet<>();
        Set<String> names = new HashSet<>();

        // When
        for (Role role : Role.values()) {
            Cluster cluster = options.resolve(DATABASE, EnumSet.of(role));
            ports.add(cluster.port());
            names.add(cluster.name());
            assertThat(cluster.members()).contains("127.0.0.1:" + cluster.port());
        }

        // Then
        assertThat(names).hasSize(1);
        assertThat(ports).hasSize(Role.values().length);
    }

    @Test
    void shouldKeepTwoDatabasesApart() {
        ClusterOptions options = new ClusterOptions();

        assertThat(options.resolve(DATABASE, EnumSet.of(Role.STORE)).name())
                .isNotEqualTo(options.resolve(Path.of("/data/other.db"), EnumSet.of(Role.STORE))
                        .name());
    }

    @Test
    void shouldTakeNameAndMembersThatAreGiven() {
        // Given
        ClusterOptions options = new ClusterOptions();
        options.name = "team@store,gateway:6000";

        // When
        Cluster cluster = options.resolve(DATABASE, EnumSet.of(Role.STORE));

        // Then
        assertThat(cluster.name()).isEqualTo("team");
        assertThat(cluster.members()).containsExactly("store:5701", "gateway:6000");
        assertThat(cluster.port()).isEqualTo(5701);
    }
}
