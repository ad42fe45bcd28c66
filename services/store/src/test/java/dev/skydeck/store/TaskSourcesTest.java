package dev.skydeck.store;

import static dev.skydeck.store.Deployed.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.LaunchRequest.AbandonLaunch;
import dev.skydeck.messages.TaskTemplateRequest.ReadLaunchTask;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a launch's task is told of the launches before it. */
class TaskSourcesTest {
    @SuppressWarnings("NullAway.Init")
    private Deployed store;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void shouldKnowNoEndBeforeTheFirstLaunch() throws Exception {
        Launch first = store.open(store.lease(), store.create("mnist", DesiredState.RUNNING));

        assertThat(store.ask(new ReadLaunchTask(first.id())).ended()).isZero();
    }

    @Test
    void shouldCountOnlyWhatRanAsEnded() throws Exception {
        // Given: the first launch's job ended, of the second none came
        Launch first = store.sent("mnist");
        store.observe(row(100, "FAILED", first));
        long epoch = store.lease();
        store.want(1, DesiredState.RUNNING);
        Launch second = store.claim(store.open(epoch, store.experiment(1)));
        store.ask(new AbandonLaunch(epoch, second.id(), LaunchEnd.NEVER_CREATED, "no job came of it"));

        // When
        Launch third = store.open(epoch, store.experiment(1));

        // Then
        assertThat(third.sequence()).isEqualTo(3);
        assertThat(store.ask(new ReadLaunchTask(third.id())).ended()).isEqualTo(1);
    }
}
