package dev.skydeck.gateway;

import static dev.skydeck.gateway.Responder.answering;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which handler serves which operation of the contract. */
final class Routes {
    private final Map<String, Handler<RoutingContext>> handlers = new LinkedHashMap<>();

    Routes(
            SystemRoutes system,
            HealthCheck health,
            ExperimentRoutes experiments,
            CheckpointRoutes checkpoints,
            JobRoutes jobs,
            MetricRoutes metrics,
            CostRoutes costs,
            ClusterRoutes clusters,
            ServerRoutes servers,
            LaunchRoutes launches,
            GroupRoutes groups,
            SettingRoutes settings,
            OperationLogRoutes operations,
            BatchRoutes batches,
            SweepRoutes sweeps,
            ApplyRoutes sets,
            HistoryRoutes history,
            TrashRoutes trash,
            HoldRoutes holds,
            FileRoutes files,
            SessionRoutes sessions,
            TokenRoutes tokens,
            ViewRoutes views,
            TaskRoutes tasks,
            LogRoutes logs,
            CompareRoutes compare,
            FlagRoutes flags) {
        handlers.put("getHealth", answering(call -> health.check()));
        handlers.put("getOpenApi", system::contract);
        handlers.put("streamEvents", system::events);
        handlers.put("refresh", answering(system::refresh));
        handlers.put("reconcile", answering(system::reconcile));
        handlers.put("explainExperiment", answering(system::explain));
        handlers.put("listExperiments", answering(experiments::list));
        handlers.put("createExperiment", answering(experiments::create));
        handlers.put("reorderExperiments", answering(experiments::reorder));
        handlers.put("getExperiment", answering(experiments::get));
        handlers.put("patchExperiment", answering(experiments::patch));
        handlers.put("deleteExperiment", answering(experiments::delete));
        handlers.put("undeleteExperiment", answering(experiments::undelete));
        handlers.put("setDesiredState", answering(experiments::setDesiredState));
        handlers.put("setFlags", answering(experiments::setFlags));
        handlers.put("setExpanded", answering(experiments::setExpanded));
        handlers.put("setStarred", answering(experiments::setStarred));
        handlers.put("getCheckpoint", answering(checkpoints::get));
        handlers.put("resumeFromCheckpoint", answering(batches::resume));
        handlers.put("sync", answering(checkpoints::sync));
        handlers.put("listCheckpoints", answering(checkpoints::list));
        handlers.put("getExperimentStatus", answering(jobs::status));
        handlers.put("listExperimentJobs", answering(jobs::ofExperiment));
        handlers.put("cancelJob", answering(jobs::cancel));
        handlers.put("adoptJob", answering(jobs::adopt));
        handlers.put("listJobEvents", answering(jobs::events));
        handlers.put("listSkyPilotJobs", answering(jobs::list));
        handlers.put("listMetrics", answering(metrics::list));
        handlers.put("listCosts", answering(costs::list));
        handlers.put("listClusters", answering(clusters::list));
        handlers.put("adoptCluster", answering(clusters::adopt));
        handlers.put("listServers", answering(servers::list));
        handlers.put("acceptServer", answering(servers::accept));
        handlers.put("lookAgain", answering(launches::lookAgain));
        handlers.put("relaunchExperiment", answering(launches::relaunch));
        handlers.put("declareAbsent", answering(launches::declareAbsent));
        handlers.put("listGroups", answering(groups::list));
        handlers.put("createGroup", answering(groups::create));
        handlers.put("reorderGroups", answering(groups::reorder));
        handlers.put("getGroup", answering(groups::get));
        handlers.put("patchGroup", answering(groups::patch));
        handlers.put("deleteGroup", answering(groups::delete));
        handlers.put("addToGroup", answering(groups::add));
        handlers.put("removeFromGroup", answering(groups::remove));
        handlers.put("reorderMembers", answering(groups::reorderMembers));
        handlers.put("getSetting", answering(settings::read));
        handlers.put("writeSetting", answering(settings::write));
        handlers.put("listFlagSchemas", answering(settings::flagSchemas));
        handlers.put("listFlags", answering(flags::list));
        handlers.put("suggestFlags", answering(flags::suggest));
        handlers.put("checkFlags", answering(flags::check));
        handlers.put("listFlagTools", answering(flags::tools));
        handlers.put("getFlagDefinitions", answering(flags::definitions));
        handlers.put("importFlags", answering(flags::importSchema));
        handlers.put("deleteFlagDefinitions", answering(flags::delete));
        handlers.put("listOperationLogs", answering(operations::list));
        handlers.put("runBatch", answering(batches::run));
        handlers.put("undo", answering(batches::undo));
        handlers.put("duplicateExperiment", answering(batches::duplicate));
        handlers.put("editSpec", answering(batches::editSpec));
        handlers.put("previewSweep", answering(sweeps::preview));
        handlers.put("createSweep", answering(sweeps::create));
        handlers.put("listSweeps", answering(sweeps::list));
        handlers.put("getSweep", answering(sweeps::get));
        handlers.put("patchSweep", answering(sweeps::patch));
        handlers.put("setSweepState", answering(sweeps::setState));
        handlers.put("plan", answering(sets::plan));
        handlers.put("apply", answering(sets::apply));
        handlers.put("listHistory", answering(history::list));
        handlers.put("listTrash", answering(trash::list));
        handlers.put("restoreExperiment", answering(batches::restore));
        handlers.put("purgeTrash", answering(trash::purge));
        handlers.put("releaseExperiment", answering(holds::one));
        handlers.put("releaseGroup", answering(holds::group));
        handlers.put("releaseHolds", answering(holds::several));
        handlers.put("pauseExperiment", answering(holds::pauseOne));
        handlers.put("pauseGroup", answering(holds::pauseGroup));
        handlers.put("pause", answering(holds::pauseSeveral));
        handlers.put("listAdoptions", answering(holds::adoptions));
        handlers.put("backUp", answering(files::backUp));
        handlers.put("checkFile", answering(files::check));
        handlers.put("getJobLog", logs::log);
        handlers.put("getTask", answering(tasks::task));
        handlers.put("listTaskTemplates", answering(tasks::list));
        handlers.put("getTaskTemplate", answering(tasks::get));
        handlers.put("putTaskTemplate", answering(tasks::put));
        handlers.put("deleteTaskTemplate", answering(tasks::delete));
        handlers.put("listViews", answering(views::list));
        handlers.put("createView", answering(views::create));
        handlers.put("getView", answering(views::get));
        handlers.put("editView", answering(views::edit));
        handlers.put("deleteView", answering(views::delete));
        handlers.put("compareExperiments", answering(compare::compare));
        handlers.put("getCommand", answering(compare::command));
        handlers.put("createSession", answering(sessions::create));
        handlers.put("getSession", answering(sessions::read));
        handlers.put("deleteSession", answering(sessions::delete));
        handlers.put("listTokens", answering(tokens::list));
        handlers.put("createToken", answering(tokens::create));
        handlers.put("revokeToken", answering(tokens::revoke));
    }

    Map<String, Handler<RoutingContext>> byOperation() {
        return Collections.unmodifiableMap(handlers);
    }
}
