package dev.skydeck.store;

import dev.skydeck.messages.TaskTemplateRequest.ReadExperimentTask;
import dev.skydeck.messages.TaskTemplateRequest.ReadLaunchTask;
import dev.skydeck.messages.TaskTemplateRequest.TaskSource;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchToken;
import io.vertx.core.Future;

/** What tasks are built from: fixed when a launch is opened, and as things stand for the next one. */
final class TaskSources {
    /** Stand where a launch's own will. */
    private static final String NO_INSTANCE = "preview";

    private static final String NO_NONCE = "aaaaaaaaaaaaa";

    private final Transactions transactions;

    TaskSources(Transactions transactions) {
        this.transactions = transactions;
    }

    Future<TaskSource> ofLaunch(ReadLaunchTask request) {
        return transactions.read(sql -> LaunchRows.one(sql, request.launchId())
                .compose(launch -> launch.state() == LaunchState.INTENT
                        ? ofLaunch(sql, launch)
                        : Launches.conflict("The launch " + launch.id() + " is no longer an unsent intent.")));
    }

    private static Future<TaskSource> ofLaunch(Sql sql, Launch launch) {
        return sql.query("""
                        select templates,
                          (select coalesce(max(e.sequence), 0) from launches e where e.experiment_id = l.experiment_id
                            and e.sequence < l.sequence and e.end in ('JOB_ENDED', 'LOST')) as ended
                        from launches l where l.id = ?
                        """, launch.id())
                .map(rows -> new TaskSource(
                        launch.spec(),
                        launch.token(),
                        launch.jobName(),
                        rows.get(0).number("ended"),
                        Json.texts(rows.get(0).text("templates"))));
    }

    Future<TaskSource> ofExperiment(ReadExperimentTask request) {
        return transactions.read(sql -> ExperimentRows.one(sql, request.experimentId())
                .compose(experiment -> TaskTemplates.ofExperiment(sql, experiment.id())
                        .map(templates -> {
                            LaunchToken token = new LaunchToken(NO_INSTANCE, experiment.id(), 0, NO_NONCE);
                            return new TaskSource(
                                    experiment.spec(),
                                    token.text(),
                                    token.jobName(experiment.spec().name()),
                                    0,
                                    templates);
                        })));
    }
}
