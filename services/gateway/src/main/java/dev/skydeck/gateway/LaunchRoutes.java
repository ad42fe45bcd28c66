package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.ExperimentView;
import dev.skydeck.messages.ExperimentRequest.Relaunch;
import dev.skydeck.messages.LaunchRequest.DeclareAbsent;
import dev.skydeck.messages.LaunchRequest.ReadView;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.SkyPilotRequest.LookUpLaunch;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;

/** What a person does about an experiment's launch: has it looked for, says that no job came of it, has another in its place. */
final class LaunchRoutes {
    private final Bus bus;
    private final Revisions revisions;

    LaunchRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> lookAgain(Call call) {
        return bus.request(new ReadView(call.experimentId()))
                .compose(view -> view.launches().stream()
                        .filter(launch -> launch.state() == LaunchState.SENT)
                        .findFirst()
                        .map(launch -> look(launch, view.revision()))
                        .orElseGet(() -> Future.failedFuture(new Failure.Conflict("The experiment "
                                + view.experiment().spec().name() + " has no launch that is in doubt."))));
    }

    private Future<Reply> look(Launch launch, long revision) {
        return bus.request(new LookUpLaunch(launch.id())).map(taken -> Reply.message(revision, "It is looked for"));
    }

    Future<Reply> declareAbsent(Call call) {
        return written(new DeclareAbsent(call.command(), call.experimentId()));
    }

    Future<Reply> relaunch(Call call) {
        return written(new Relaunch(call.command(), call.experimentId()));
    }

    private Future<Reply> written(Request<Written<Experiment>> request) {
        return bus.request(request)
                .onSuccess(done -> revisions.saw(done.revision()))
                .map(done -> Reply.of(done, new Answers.OfExperiment(ExperimentView.of(done.value()))));
    }
}
