package dev.skydeck.store;

import static dev.skydeck.store.Deployed.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.ServerRequest.AcceptServer;
import dev.skydeck.messages.ServerRequest.ListServers;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.messages.model.Server;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementsTest {
    private Deployed store;
    private Launch launch;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
        launch = store.sent("mnist");
        read(10, row(100, "RUNNING", launch));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    /** SkyPilot shows these and says that it has so many. */
    private void read(long total, ObservedJob... rows) throws Exception {
        store.ask(Deployed.observation(total, rows));
    }

    private void shrunkFor(Duration between) throws Exception {
        for (int i = 0; i < 3; i++) {
            read(2);
            store.clock.advance(between);
        }
        read(2);
    }

    private Server server() throws Exception {
        return store.ask(new ListServers()).get(0);
    }

    private Server accepted() throws Exception {
        shrunkFor(Duration.ofSeconds(61));
        return store.ask(new AcceptServer(Deployed.command(), 1)).value();
    }

    @Test
    void shouldHoldEveryExperimentOnceFewerJobsWereShownForAWholeSettleWindow() throws Exception {
        store.create("other", DesiredState.STOPPED);

        shrunkFor(Duration.ofSeconds(61));

        assertThat(store.experiment(1).hold()).isEqualTo(ConditionType.ServerReplaced);
        assertThat(store.experiment(2).hold()).isEqualTo(ConditionType.ServerReplaced);
        assertThat(server().replacedAt()).isNotNull();
    }

    @Test
    void shouldHoldNothingBeforeTheWindowIsOver() throws Exception {
        shrunkFor(Duration.ofSeconds(59));

        assertThat(store.experiment(1).hold()).isNull();
    }

    @Test
    void shouldCountAnewOnceTheServerShowsWhatItMust() throws Exception {
        shrunkFor(Duration.ofSeconds(59));
        read(10, row(100, "RUNNING", launch));
        store.clock.advance(Duration.ofSeconds(61));

        read(2);

        assertThat(store.experiment(1).hold()).isNull();
    }

    @Test
    void shouldSayAtOnceThatAReadingShowsTooFew() throws Exception {
        store.observation();

        read(2);

        assertThat(store.observation().shrunk()).isTrue();
    }

    @Test
    void shouldStayHeldWhenTheOldDatabaseComesBack() throws Exception {
        shrunkFor(Duration.ofSeconds(61));

        read(10, row(100, "RUNNING", launch));

        assertThat(store.experiment(1).hold()).isEqualTo(ConditionType.ServerReplaced);
        assertThat(server().replacedAt()).isNull();
    }

    @Test
    void shouldGiveTheNewDatabaseANumberOfItsOwn() throws Exception {
        Server before = accepted();

        assertThat(before.retiredAt()).isNotNull();
        assertThat(store.begin().server()).isEqualTo(2);
        assertThat(store.begin().totalNoFilter()).isEqualTo(-1);
    }

    @Test
    void shouldEndWhatRanThereAsLost() throws Exception {
        accepted();

        assertThat(store.view(1).launches().get(0).endStatus()).isEqualTo("LOST");
        assertThat(store.jobsOf(1).get(0).observed().status()).isEqualTo("LOST");
    }

    @Test
    void shouldGiveUpWhatMayHaveBeenSentThere() throws Exception {
        Launch second = store.sent("other");
        accepted();

        Launch after = store.view(2).launches().get(0);

        assertThat(after.id()).isEqualTo(second.id());
        assertThat(after.state()).isEqualTo(LaunchState.ABANDONED);
        assertThat(after.end()).isEqualTo(LaunchEnd.LOST);
    }

    @Test
    void shouldTakeAJobOfTheSameIdForAnother() throws Exception {
        accepted();
        store.begin();

        read(1, row(100, "someone", "RUNNING"));

        assertThat(store.jobsOf(1))
                .hasSize(1)
                .first()
                .extracting(job -> job.key().server())
                .isEqualTo(1L);
    }

    @Test
    void shouldAcceptNothingThatShowsWhatItMust() {
        assertThatThrownBy(() -> store.ask(new AcceptServer(Deployed.command(), 1)))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldNotFindAServerThatThereIsNot() {
        assertThatThrownBy(() -> store.ask(new AcceptServer(Deployed.command(), 9)))
                .isInstanceOf(Failure.NotFound.class);
    }
}
