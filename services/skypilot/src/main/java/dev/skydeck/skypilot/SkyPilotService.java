package dev.skydeck.skypilot;

import dev.skydeck.messages.SkyPilotRequest;
import dev.skydeck.messages.SkyPilotRequest.CancelJob;
import dev.skydeck.messages.SkyPilotRequest.EndCluster;
import dev.skydeck.messages.SkyPilotRequest.LaunchJob;
import dev.skydeck.messages.SkyPilotRequest.LookUpLaunch;
import dev.skydeck.messages.SkyPilotRequest.PollNow;
import dev.skydeck.messages.TaskRequest;
import dev.skydeck.messages.TaskRequest.CheckTaskTemplate;
import dev.skydeck.messages.TaskRequest.ShowTask;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.ServerIdentity;
import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The service put together over a client: who polls, sends, cancels and looks. Used on one event loop. */
final class SkyPilotService {
    static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final Bus bus;
    private final Timers timers;
    private final Poller poller;
    private final Tasks tasks;
    private final Launcher launcher;
    private final Canceller canceller;
    private final LaunchSearch search;
    private final ClusterCommands clusterCommands;

    /**
     * @param knowledge empty; what is learnt of the server
     * @param maxPause the longest pause between two polls
     * @param onReading told of each reading that was recorded
     */
    SkyPilotService(
            Bus bus,
            Timers timers,
            RandomGenerator random,
            SkyPilotClient client,
            ServerIdentity identity,
            Knowledge knowledge,
            TaskBuilder builder,
            Duration maxPause,
            ClusterPoll.OnReading onReading) {
        this.bus = bus;
        this.timers = timers;
        Lane lane = new Lane();
        Observer observer = new Observer(bus, timers, identity, knowledge);
        ClusterClient clusters = new ClusterClient(client);
        ClusterPoll clusterPoll = new ClusterPoll(bus, timers, clusters, observer, onReading);
        Validation validation = new Validation(client);
        poller = new Poller(timers, random, bus, client, observer, knowledge, lane, maxPause, clusterPoll, onReading);
        tasks = new Tasks(bus, builder, validation, knowledge);
        launcher = new Launcher(timers, bus, client, builder, validation, knowledge, poller, observer);
        canceller = new Canceller(bus, client, knowledge, lane, poller);
        search = new LaunchSearch(bus, timers, client, observer, knowledge, lane, poller, clusterPoll);
        clusterCommands = new ClusterCommands(bus, client, clusters, observer, lane, poller);
    }

    /** Begins to answer, and to poll. */
    @SuppressWarnings("unchecked")
    Future<Void> start() {
        return bus.serve((Class<SkyPilotRequest<?>>) (Class<?>) SkyPilotRequest.class)
                .on(LaunchJob.class, launcher::launch)
                .on(CancelJob.class, canceller::cancel)
                .on(EndCluster.class, clusterCommands::end)
                .on(LookUpLaunch.class, search::lookUp)
                .on(PollNow.class, request -> {
                    poller.now(request.whole());
                    return Future.succeededFuture(true);
                })
                .start()
                .compose(started -> bus.serve((Class<TaskRequest<?>>) (Class<?>) TaskRequest.class)
                        .on(ShowTask.class, tasks::show)
                        .on(CheckTaskTemplate.class, tasks::check)
                        .start())
                .onSuccess(started -> {
                    poller.now(true);
                    timers.every(REPORT_EVERY.toMillis(), poller::report);
                });
    }
}
