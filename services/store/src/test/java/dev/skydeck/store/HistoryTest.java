package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.store.History.Fact;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @Test
    void shouldTellTheLifeOfAnExperimentInOrder(@TempDir Path folder) throws Exception {
        try (Deployed store = Deployed.at(folder.resolve("skydeck.db"))) {
            // Given
            Launch launch = store.sent("mnist");
            store.observe(Deployed.row(7, "RUNNING", launch));
            store.want(1, DesiredState.STOPPED);

            // When
            store.observe(Deployed.row(7, "CANCELLED", launch));

            // Then
            assertThat(store.raw("select kind from events where experiment_id = 1 order by id"))
                    .containsExactly(
                            "experiment_created",
                            "launch_opened",
                            "launch_sent",
                            "job_seen",
                            "launch_live",
                            "desired_state_set",
                            "job_status",
                            "launch_closed");
            assertThat(store.raw("select actor from events where kind = 'desired_state_set'"))
                    .containsExactly("ann");
            assertThat(store.raw("select revision from events where experiment_id = 1 order by id"))
                    .containsExactly("1", "2", "3", "4", "4", "5", "6", "6");
        }
    }

    @Test
    void shouldChainEachRowToTheOneBeforeIt(@TempDir Path folder) throws Exception {
        try (Deployed store = Deployed.at(folder.resolve("skydeck.db"))) {
            // Given
            store.create("a", DesiredState.STOPPED);
            store.create("b", DesiredState.STOPPED);

            // When
            List<String> hashes = store.raw("select hash from events order by id");

            // Then
            String data = store.raw("select data from events order by id desc").get(0);
            long at = Long.parseLong(
                    store.raw("select at from events order by id desc").get(0));
            Fact fact = new Fact("experiment_created", 2L, null, "ann", data);
            assertThat(store.raw("select prev_hash from events order by id"))
                    .containsExactly(History.START, hashes.get(0));
            assertThat(hashes.get(1)).isEqualTo(History.hash(hashes.get(0), 2, at, null, fact));
        }
    }
}
