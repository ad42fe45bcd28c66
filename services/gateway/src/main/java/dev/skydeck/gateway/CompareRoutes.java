package dev.skydeck.gateway;

import dev.skydeck.gateway.board.BoardCache;
import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.Comparison;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.JobCommand;
import io.vertx.core.Future;
import java.util.List;

/** What tells experiments apart, and what one of them would run. */
final class CompareRoutes {
    private final Bus bus;
    private final BoardCache board;
    private final Revisions revisions;

    CompareRoutes(Bus bus, BoardCache board, Revisions revisions) {
        this.bus = bus;
        this.board = board;
        this.revisions = revisions;
    }

    Future<Reply> compare(Call call) {
        List<Long> ids = QueryText.ids("ids", call.query("ids"), 2, 8);
        return board.get(ExperimentRoutes.atLeast(call)).map(now -> {
            List<Experiment> found = ids.stream()
                    .map(id -> now.experiment(id)
                            .orElseThrow(() -> new Failure.NotFound("There is no experiment with the id " + id + ".")))
                    .toList();
            return Reply.of(now.revision(), Comparison.of(found));
        });
    }

    Future<Reply> command(Call call) {
        long revision = revisions.newest();
        return ExperimentRoutes.present(bus, call.experimentId())
                .map(experiment -> Reply.of(
                        revision, new Answers.OfCommand(JobCommand.of(experiment.spec()), experiment.specRevision())));
    }
}
