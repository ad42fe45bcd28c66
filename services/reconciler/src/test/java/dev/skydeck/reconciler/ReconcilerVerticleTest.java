package dev.skydeck.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.ReconcilerRequest;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.LaunchState;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reconciler on a real bus, with a store and a SkyPilot service made for the test. */
class ReconcilerVerticleTest {
    private static final ReconcilerOptions OPTIONS = new ReconcilerOptions(Duration.ofSeconds(1), Policy.DEFAULT);

    private Vertx vertx = Vertx.vertx();
    private Bus bus = new VertxBus(vertx);
    private final FakeSkyPilot sky = new FakeSkyPilot(true);

    @BeforeEach
    void prepare() {
        VertxBus.prepare(vertx);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private String deploy(Deployable verticle) throws Exception {
        return vertx.deployVerticle(verticle).await(10, TimeUnit.SECONDS);
    }

    private static void eventually(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(10))
                .until(condition::getAsBoolean);
    }

    /** Waits until nothing new was written for a while. */
    private static void settle(FakeStore store) {
        int[] seen = {-1};
        await().during(Duration.ofMillis(400)).atMost(Duration.ofSeconds(15)).until(() -> {
            int now = store.writes.size();
            boolean same = now == seen[0];
            seen[0] = now;
            return same;
        });
    }

    private static Given wanted() {
        return Given.desired(DesiredState.RUNNING);
    }

    private static Event.Changed changed(long revision, FakeStore store) {
        return new Event.Changed(
                revision,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                store.launches(Given.EXPERIMENT),
                List.of(),
                false);
    }

    @Test
    void shouldOpenALaunchAndHaveItSent() throws Exception {
        FakeStore store = new FakeStore(wanted().view());
        deploy(store);
        deploy(sky);

        deploy(new ReconcilerVerticle(OPTIONS));

        eventually(() -> store.writes.contains("ClaimSend"));
        assertThat(store.writes).containsExactly("OpenLaunch", "ClaimSend");
        assertThat(sky.asked).contains("PollNow true", "LaunchJob 1/1");
    }

    @Test
    void shouldLaunchOnceHoweverOftenEventsCome() throws Exception {
        FakeStore store = new FakeStore(wanted().view());
        deploy(store);
        deploy(sky);
        deploy(new ReconcilerVerticle(OPTIONS));
        eventually(() -> !store.writes.isEmpty());

        for (int i = 0; i < 50; i++) {
            bus.publish(changed(101, store));
            bus.publish(changed(90, store));
            bus.request(new ReconcilerRequest.ReconcileNow()).await(5, TimeUnit.SECONDS);
        }
        settle(store);

        assertThat(store.writes).containsExactly("OpenLaunch", "ClaimSend");
        assertThat(sky.asked.stream().filter(what -> what.startsWith("LaunchJob")))
                .hasSize(1);
    }

    @Test
    void shouldLookForASentLaunchAfterARestartAndNotLaunchAgain() throws Exception {
        FakeStore store =
                new FakeStore(wanted().runRequest(2).launch(LaunchState.SENT).view());
        deploy(store);
        deploy(sky);

        deploy(new ReconcilerVerticle(OPTIONS));

        eventually(() -> sky.asked.contains("LookUpLaunch 1"));
        settle(store);
        assertThat(store.writes).isEmpty();
        assertThat(sky.asked.stream().filter(what -> what.startsWith("LaunchJob")))
                .isEmpty();
        assertThat(store.conditions.get(Given.EXPERIMENT))
                .extracting(report -> report.type())
                .containsExactly(ConditionType.LaunchAmbiguous);
    }

    @Test
    void shouldEndAnIntentLeftFromBeforeAndLaunchInItsPlace() throws Exception {
        FakeStore store = new FakeStore(wanted().launch(LaunchState.INTENT).view());
        deploy(store);
        deploy(sky);

        deploy(new ReconcilerVerticle(OPTIONS));

        eventually(() -> store.writes.contains("ClaimSend"));
        assertThat(store.writes).containsExactly("AbandonLaunch UNSENT", "OpenLaunch", "ClaimSend");
        assertThat(sky.asked).contains("LaunchJob 2/1");
    }

    @Test
    void shouldReadNoViewOfItsOwnOfWhatIsAsItShouldBe() throws Exception {
        FakeStore store = new FakeStore(Given.desired(DesiredState.STOPPED).view());
        deploy(store);
        deploy(sky);
        deploy(new ReconcilerVerticle(OPTIONS));

        eventually(() -> store.readPages.get() > 3);

        assertThat(store.readViews).hasValue(0);
    }

    @Test
    void shouldNotLaunchBeforeTheWholeQueueWasRead() throws Exception {
        FakeStore store = new FakeStore(wanted().view());
        FakeSkyPilot blind = new FakeSkyPilot(false);
        deploy(store);
        deploy(blind);

        deploy(new ReconcilerVerticle(OPTIONS));

        eventually(() -> blind.asked.contains("PollNow true"));
        settle(store);
        assertThat(store.writes).isEmpty();
    }

    @Test
    void shouldRecordACancelAndHaveItSent() throws Exception {
        FakeStore store = new FakeStore(
                Given.desired(DesiredState.STOPPED).job(4, "RUNNING").view());
        deploy(store);
        deploy(sky);

        deploy(new ReconcilerVerticle(OPTIONS));

        eventually(() -> sky.asked.contains("CancelJob 4"));
        settle(store);
        assertThat(store.writes).containsExactly("RecordCancel");
        assertThat(sky.asked.stream().filter(what -> what.startsWith("CancelJob")))
                .hasSize(1);
    }

    @Test
    void shouldRefuseToStartBesideAnother() throws Exception {
        deploy(new FakeStore("elsewhere"));

        assertThatThrownBy(() -> deploy(new ReconcilerVerticle(OPTIONS)))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("elsewhere");
    }

    @Test
    void shouldStartBeforeTheStoreAndTakeItsLeaseLater() throws Exception {
        deploy(new ReconcilerVerticle(OPTIONS));
        assertThatThrownBy(
                        () -> bus.request(new ReconcilerRequest.ReconcileNow()).await(5, TimeUnit.SECONDS))
                .isInstanceOf(Failure.Unavailable.class);

        FakeStore store = new FakeStore(wanted().view());
        deploy(store);
        deploy(sky);

        eventually(() -> store.writes.contains("ClaimSend"));
    }

    @Test
    void shouldGiveTheLeaseBackWhenItStops() throws Exception {
        deploy(new FakeStore());
        vertx.undeploy(deploy(new ReconcilerVerticle(OPTIONS))).await(10, TimeUnit.SECONDS);

        assertThat(deploy(new ReconcilerVerticle(OPTIONS))).isNotEmpty();
    }

    @Test
    void shouldStopWhenTheLeaseIsLost() throws Exception {
        FakeStore store = new FakeStore();
        deploy(store);
        String id = deploy(new ReconcilerVerticle(OPTIONS));

        store.loseLease();

        eventually(() -> !vertx.deploymentIDs().contains(id));
    }
}
