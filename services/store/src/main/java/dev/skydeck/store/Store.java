package dev.skydeck.store;

import dev.skydeck.messages.ApplyRequest;
import dev.skydeck.messages.BatchRequest;
import dev.skydeck.messages.CheckpointRequest.GetCadence;
import dev.skydeck.messages.CheckpointRequest.GetCheckpoint;
import dev.skydeck.messages.CheckpointRequest.ListCheckpoints;
import dev.skydeck.messages.CheckpointRequest.ListPolicyTargets;
import dev.skydeck.messages.CheckpointRequest.ListSyncTargets;
import dev.skydeck.messages.CheckpointRequest.RecordCheckpoints;
import dev.skydeck.messages.CheckpointRequest.RecordPolicy;
import dev.skydeck.messages.ClusterRequest;
import dev.skydeck.messages.CostRequest;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.ExperimentRequest.CreateExperiment;
import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.ExperimentRequest.ReadEdits;
import dev.skydeck.messages.ExperimentRequest.Relaunch;
import dev.skydeck.messages.ExperimentRequest.SeedExperiments;
import dev.skydeck.messages.ExperimentRequest.SetDesiredState;
import dev.skydeck.messages.ExperimentRequest.SetExpanded;
import dev.skydeck.messages.ExperimentRequest.SetStarred;
import dev.skydeck.messages.ExperimentRequest.UndeleteExperiment;
import dev.skydeck.messages.FileRequest;
import dev.skydeck.messages.FlagRequest;
import dev.skydeck.messages.GroupRequest.AddToGroup;
import dev.skydeck.messages.GroupRequest.CreateGroup;
import dev.skydeck.messages.GroupRequest.DeleteGroup;
import dev.skydeck.messages.GroupRequest.EditGroup;
import dev.skydeck.messages.GroupRequest.RemoveFromGroup;
import dev.skydeck.messages.HistoryRequest;
import dev.skydeck.messages.HoldRequest;
import dev.skydeck.messages.InstallationRequest.ReadInstallation;
import dev.skydeck.messages.JobRequest;
import dev.skydeck.messages.JobRequest.ListJobs;
import dev.skydeck.messages.JobRequest.StopJob;
import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.LaunchRequest.AbandonLaunch;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.LaunchRequest.OpenLaunch;
import dev.skydeck.messages.LaunchRequest.ReadView;
import dev.skydeck.messages.LaunchRequest.ReadViews;
import dev.skydeck.messages.LaunchRequest.RecordCancel;
import dev.skydeck.messages.LaunchRequest.RecordCancelOutcome;
import dev.skydeck.messages.LaunchRequest.RecordLaunchOutcome;
import dev.skydeck.messages.LaunchRequest.ReleaseLease;
import dev.skydeck.messages.LaunchRequest.RenewIntent;
import dev.skydeck.messages.LaunchRequest.RenewLease;
import dev.skydeck.messages.LaunchRequest.SetConditions;
import dev.skydeck.messages.LaunchRequest.StopByRule;
import dev.skydeck.messages.LaunchRequest.TakeLease;
import dev.skydeck.messages.MetricRequest;
import dev.skydeck.messages.ObservationRequest.BeginObservation;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.OrderRequest;
import dev.skydeck.messages.SavedViewRequest;
import dev.skydeck.messages.ServerRequest;
import dev.skydeck.messages.SettingRequest;
import dev.skydeck.messages.StoreRequest;
import dev.skydeck.messages.SweepRequest;
import dev.skydeck.messages.TaskTemplateRequest;
import dev.skydeck.messages.TokenRequest;
import dev.skydeck.messages.TrashRequest;
import dev.skydeck.messages.bus.Serving;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The store's logic put together over a database: which part answers what. */
final class Store {
    final Declarations declarations;
    final DesiredStates desiredStates;
    final Board board;
    final Groups groups;
    final Sweeps sweeps;
    final FileSets fileSets;
    final Jobs jobs;
    final JobAdoptions jobAdoptions;
    final Costs costs;
    final Clusters clusters;
    final ClusterRecorder clusterRecorder;
    final Leases leases;
    final Views views;
    final LaunchProtocol protocol;
    final LaunchOutcomes outcomes;
    final Cancels cancels;
    final Conditions conditions;
    final Observations observations;
    final Replacements replacements;
    final Checkpoints checkpoints;
    final Metrics metrics;
    final SideCars sideCars;
    final MetricPages metricPages;
    final Policies policies;
    final Installations installations;
    final RowRepairs repairs;
    final Orders orders;
    final Settings settings;
    final FlagDefinitions flags;
    final SavedViews savedViews;
    final TaskTemplates taskTemplates;
    final TaskSources taskSources;
    final HistoryPages history;
    final Deletions deletions;
    final Trash trash;
    final Batches batches;
    final Undos undos;
    final Holds holds;
    final Backups backups;
    final Doctor doctor;
    final ControlFile control;
    final Tokens tokens;
    final Sessions sessions;

    /** @param random what makes the tokens of launches: nobody may be able to guess them */
    Store(
            Database database,
            StoreOptions options,
            StoreClock clock,
            Processes processes,
            Consumer<Event> publisher,
            Blocking blocking,
            RandomGenerator random) {
        Transactions transactions = new Transactions(database);
        Writes writes = new Writes(transactions, clock, publisher);
        IntentTimes intents = new IntentTimes(clock);
        declarations = new Declarations(writes);
        desiredStates = new DesiredStates(writes);
        board = new Board(transactions, writes);
        groups = new Groups(writes);
        sweeps = new Sweeps(transactions, writes);
        fileSets = new FileSets(transactions, writes);
        jobs = new Jobs(transactions);
        jobAdoptions = new JobAdoptions(writes, random);
        Spending spending = new Spending(options.limits().spend(), options.prices(), clock);
        costs = new Costs(transactions, options.prices(), spending);
        clusters = new Clusters(transactions, writes);
        clusterRecorder = new ClusterRecorder(writes);
        leases = new Leases(writes, transactions, clock, processes);
        Turns turns = new Turns(options.limits(), clock, spending);
        views = new Views(transactions, turns);
        protocol = new LaunchProtocol(writes, intents, new LaunchBudgets(options.limits()), turns, random);
        outcomes = new LaunchOutcomes(writes, intents);
        cancels = new Cancels(writes);
        conditions = new Conditions(writes);
        replacements = new Replacements(transactions, writes, clock);
        observations = new Observations(writes, clock, publisher, replacements);
        checkpoints = new Checkpoints(transactions, writes, clock);
        metrics = new Metrics(transactions, writes);
        sideCars = new SideCars(transactions, writes);
        metricPages = new MetricPages(transactions);
        policies = new Policies(transactions, writes, clock);
        installations = new Installations(transactions, options.databasePath());
        repairs = new RowRepairs(writes);
        orders = new Orders(writes);
        settings = new Settings(transactions, writes);
        flags = new FlagDefinitions(transactions, writes);
        savedViews = new SavedViews(transactions, writes);
        taskTemplates = new TaskTemplates(transactions, writes);
        taskSources = new TaskSources(transactions);
        history = new HistoryPages(transactions);
        deletions = new Deletions(writes);
        trash = new Trash(transactions, writes);
        batches = new Batches(writes);
        undos = new Undos(writes);
        holds = new Holds(transactions, writes);
        backups = new Backups(options.databasePath(), clock, transactions, blocking);
        doctor = new Doctor(database, options.databasePath());
        control = new ControlFile(options.databasePath());
        tokens = new Tokens(transactions, writes, clock, control);
        sessions = new Sessions(transactions, writes, clock);
    }

    Serving<StoreRequest<?>> handlers(Serving<StoreRequest<?>> serving) {
        return serving.on(CreateExperiment.class, declarations::create)
                .on(SeedExperiments.class, declarations::seed)
                .on(EditExperiment.class, declarations::edit)
                .on(SetDesiredState.class, desiredStates::set)
                .on(Relaunch.class, desiredStates::relaunch)
                .on(DeleteExperiment.class, deletions::delete)
                .on(UndeleteExperiment.class, deletions::undelete)
                .on(StopJob.class, desiredStates::stopJob)
                .on(GetExperiment.class, board::get)
                .on(ReadEdits.class, board::edits)
                .on(ReadBoard.class, board::read)
                .on(SetExpanded.class, board::expanded)
                .on(SetStarred.class, board::starred)
                .on(CreateGroup.class, groups::create)
                .on(EditGroup.class, groups::edit)
                .on(DeleteGroup.class, groups::delete)
                .on(AddToGroup.class, groups::add)
                .on(RemoveFromGroup.class, groups::remove)
                .on(ApplyRequest.PlanSet.class, fileSets::plan)
                .on(ApplyRequest.ApplySet.class, fileSets::apply)
                .on(SweepRequest.PreviewSweep.class, sweeps::preview)
                .on(SweepRequest.CreateSweep.class, sweeps::create)
                .on(SweepRequest.ListSweeps.class, sweeps::list)
                .on(SweepRequest.ReadSweep.class, sweeps::read)
                .on(SweepRequest.SetSweepState.class, sweeps::setState)
                .on(SweepRequest.EditSweep.class, sweeps::edit)
                .on(ListJobs.class, jobs::page)
                .on(JobRequest.ReadJob.class, jobs::one)
                .on(JobRequest.AdoptJob.class, jobAdoptions::adopt)
                .on(CostRequest.ListCosts.class, costs::page)
                .on(CostRequest.ReadCost.class, costs::one)
                .on(ClusterRequest.ListClusters.class, clusters::list)
                .on(ClusterRequest.BeginClusters.class, clusters::begin)
                .on(ClusterRequest.RecordClusters.class, clusterRecorder::record)
                .on(ClusterRequest.RecordClusterCosts.class, clusterRecorder::recordCosts)
                .on(ClusterRequest.RecordClusterOutcome.class, clusterRecorder::recordOutcome)
                .on(ClusterRequest.EndJobs.class, observations::end)
                .on(ClusterRequest.AdoptCluster.class, clusters::adopt)
                .on(TakeLease.class, leases::take)
                .on(RenewLease.class, leases::renew)
                .on(ReleaseLease.class, leases::release)
                .on(ReadViews.class, views::page)
                .on(ReadView.class, views::one)
                .on(OpenLaunch.class, protocol::open)
                .on(ClaimSend.class, protocol::claim)
                .on(TaskTemplateRequest.ReadLaunchTask.class, taskSources::ofLaunch)
                .on(TaskTemplateRequest.ReadExperimentTask.class, taskSources::ofExperiment)
                .on(RenewIntent.class, protocol::renew)
                .on(RecordLaunchOutcome.class, outcomes::record)
                .on(AbandonLaunch.class, outcomes::abandon)
                .on(LaunchRequest.DeclareAbsent.class, outcomes::declareAbsent)
                .on(RecordCancel.class, cancels::record)
                .on(RecordCancelOutcome.class, cancels::recordOutcome)
                .on(SetConditions.class, conditions::set)
                .on(ServerRequest.ListServers.class, replacements::list)
                .on(ServerRequest.AcceptServer.class, replacements::accept)
                .on(StopByRule.class, desiredStates::stopByRule)
                .on(BeginObservation.class, observations::begin)
                .on(RecordObservation.class, observations::record)
                .on(ListSyncTargets.class, checkpoints::targets)
                .on(RecordCheckpoints.class, checkpoints::record)
                .on(ListCheckpoints.class, checkpoints::list)
                .on(GetCheckpoint.class, checkpoints::one)
                .on(GetCadence.class, checkpoints::cadence)
                .on(MetricRequest.ListSideCars.class, sideCars::list)
                .on(MetricRequest.RecordSideCars.class, sideCars::record)
                .on(MetricRequest.GetMetricFile.class, metrics::file)
                .on(MetricRequest.RecordMetrics.class, metrics::record)
                .on(MetricRequest.ListMetrics.class, metricPages::page)
                .on(ListPolicyTargets.class, policies::targets)
                .on(RecordPolicy.class, policies::record)
                .on(BatchRequest.RunBatch.class, batches::run)
                .on(BatchRequest.Undo.class, undos::undo)
                .on(OrderRequest.ReorderExperiments.class, orders::experiments)
                .on(OrderRequest.ReorderGroups.class, orders::groups)
                .on(OrderRequest.ReorderMembers.class, orders::members)
                .on(TrashRequest.ListTrash.class, trash::list)
                .on(TrashRequest.PurgeTrash.class, trash::purge)
                .on(HoldRequest.Pause.class, holds::pause)
                .on(HoldRequest.ReleaseHolds.class, holds::release)
                .on(HoldRequest.ListAdoptions.class, holds::adoptions)
                .on(HistoryRequest.ReadHistory.class, history::read)
                .on(SavedViewRequest.ListSavedViews.class, savedViews::list)
                .on(SavedViewRequest.CreateSavedView.class, savedViews::create)
                .on(SavedViewRequest.EditSavedView.class, savedViews::edit)
                .on(SavedViewRequest.DeleteSavedView.class, savedViews::delete)
                .on(TaskTemplateRequest.ListTaskTemplates.class, taskTemplates::list)
                .on(TaskTemplateRequest.ReadTaskTemplate.class, taskTemplates::read)
                .on(TaskTemplateRequest.WriteTaskTemplate.class, taskTemplates::write)
                .on(TaskTemplateRequest.DeleteTaskTemplate.class, taskTemplates::delete)
                .on(SettingRequest.ReadSetting.class, settings::read)
                .on(SettingRequest.WriteSetting.class, settings::write)
                .on(SettingRequest.ListFlagSchemas.class, settings::schemas)
                .on(FlagRequest.StageFlags.class, flags::stage)
                .on(FlagRequest.ReplaceFlags.class, flags::replace)
                .on(FlagRequest.DeleteFlags.class, flags::delete)
                .on(FlagRequest.ListFlagTools.class, flags::tools)
                .on(FlagRequest.ReadFlagTool.class, flags::tool)
                .on(FlagRequest.ReadFlags.class, flags::page)
                .on(FlagRequest.CheckFlags.class, flags::check)
                .on(FileRequest.BackUp.class, backups::backUp)
                .on(FileRequest.CheckFile.class, doctor::check)
                .on(TokenRequest.CreateToken.class, tokens::create)
                .on(TokenRequest.AnyToken.class, tokens::any)
                .on(TokenRequest.ListTokens.class, tokens::list)
                .on(TokenRequest.RevokeToken.class, tokens::revoke)
                .on(TokenRequest.FindToken.class, tokens::find)
                .on(TokenRequest.OpenSession.class, sessions::open)
                .on(TokenRequest.FindSession.class, sessions::find)
                .on(TokenRequest.CloseSession.class, sessions::close)
                .on(TokenRequest.AnnounceGateway.class, control::announce)
                .on(ReadInstallation.class, installations::read);
    }
}
