package dev.skydeck.gateway;

import dev.skydeck.messages.CheckpointRequest;
import dev.skydeck.messages.ClusterRequest;
import dev.skydeck.messages.CostRequest;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.ExperimentRequest;
import dev.skydeck.messages.GroupRequest;
import dev.skydeck.messages.InstallationRequest;
import dev.skydeck.messages.JobRequest;
import dev.skydeck.messages.MetricRequest;
import dev.skydeck.messages.ServerRequest;
import dev.skydeck.messages.TokenRequest;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Cadence;
import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.Cluster;
import dev.skydeck.messages.model.Cost;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FieldDifference;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.Server;
import dev.skydeck.messages.model.Token;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store in memory, on the real bus. It keeps what it was asked. */
final class FakeStore extends VerticleBase {
    static final Instant START = Instant.parse("2026-11-22T00:50:07.229417Z");

    final List<Object> asked = new CopyOnWriteArrayList<>();
    final Map<Long, Experiment> experiments = new ConcurrentSkipListMap<>();
    final Map<String, Group> groups = new LinkedHashMap<>();
    final List<Job> jobs = new CopyOnWriteArrayList<>();
    /** Those that work, by their hashes. */
    final Map<String, Token> tokens = new ConcurrentHashMap<>();

    final List<Checkpoint> checkpoints = new CopyOnWriteArrayList<>();
    /** Two hours of one GPU. */
    static final Cost COST = new Cost(7_200_000, 12_345_678L, 0, Cost.Source.CONFIGURATION, null);

    static final ExperimentRequest.Edits EDITS =
            new ExperimentRequest.Edits(3L, List.of(new FieldDifference("flags.lr", "1e-4", "3e-4")));

    volatile MetricRequest.MetricPage metrics = new MetricRequest.MetricPage(null, List.of(), List.of(), false);
    volatile CostRequest.CostPage costs = new CostRequest.CostPage(List.of(), false);

    private static final Server SERVER = new Server(1, "http://sky:46580", "ab12cd34", null, 4711, null, null, null);

    private final Map<String, Written<?>> commands = new LinkedHashMap<>();
    final AtomicLong revision = new AtomicLong(10);
    volatile String instanceId = "abc123";
    /** Writes are committed and nobody is told, as when the bus loses events. */
    volatile boolean silent;
    /** Every second page of the board is of a newer revision, this many times. */
    final AtomicLong restless = new AtomicLong();

    final List<Cluster> clusters = new CopyOnWriteArrayList<>();
    final List<JobRequest.JobRef> adopted = new CopyOnWriteArrayList<>();
    volatile @Nullable Failure failWith;
    private Bus bus;

    @SuppressWarnings("NullAway.Init") // Vert.x calls start() first
    FakeStore() {}

    @Override
    public Future<?> start() {
        bus = new VertxBus(vertx);
        return Future.all(serveExperiments(), serveGroups(), serveJobs(), serveOthers());
    }

    String deployment() {
        return context.deploymentID();
    }

    private Future<Void> serveExperiments() {
        return bus.serve(ExperimentRequest.class)
                .on(ExperimentRequest.CreateExperiment.class, r -> answer(r, this::create))
                .on(ExperimentRequest.SeedExperiments.class, r -> Future.failedFuture(new IllegalStateException()))
                .on(ExperimentRequest.GetExperiment.class, r -> answer(r, q -> one(q.id())))
                .on(ExperimentRequest.ReadEdits.class, r -> answer(r, q -> EDITS))
                .on(ExperimentRequest.ReadBoard.class, r -> answer(r, this::page))
                .on(ExperimentRequest.EditExperiment.class, r -> answer(r, this::edit))
                .on(
                        ExperimentRequest.SetDesiredState.class,
                        r -> answer(r, q -> put(with(one(q.id()), one(q.id()).spec(), q.desiredState(), false))))
                .on(
                        ExperimentRequest.DeleteExperiment.class,
                        r -> answer(r, q -> put(with(one(q.id()), one(q.id()).spec(), DesiredState.TERMINATED, true))))
                .on(
                        ExperimentRequest.Relaunch.class,
                        r -> answer(r, q -> put(with(one(q.id()), one(q.id()).spec(), DesiredState.RUNNING, false))))
                .on(
                        ExperimentRequest.UndeleteExperiment.class,
                        r -> answer(r, q -> put(with(one(q.id()), one(q.id()).spec(), DesiredState.STOPPED, false))))
                .on(ExperimentRequest.SetExpanded.class, r -> answer(r, q -> place(q.id(), q.expanded(), null)))
                .on(ExperimentRequest.SetStarred.class, r -> answer(r, q -> place(q.id(), null, q.starred())))
                .start();
    }

    private Future<Void> serveGroups() {
        return bus.serve(GroupRequest.class)
                .on(
                        GroupRequest.CreateGroup.class,
                        r -> answer(
                                r,
                                q -> putGroup(new Group(
                                        String.format("%08x", groups.size() + 1),
                                        q.name(),
                                        q.flags(),
                                        groups.size(),
                                        false,
                                        null,
                                        null,
                                        null,
                                        null,
                                        q.maxSpend().orElse(null),
                                        1,
                                        START,
                                        START,
                                        List.of()))))
                .on(
                        GroupRequest.EditGroup.class,
                        r -> answer(r, q -> {
                            Group before = group(q.id());
                            return putGroup(new Group(
                                    q.id(),
                                    q.name().orElse(before.name()),
                                    q.flags().orElse(before.flags()),
                                    q.order().orElse(before.order()),
                                    q.collapsed().orElse(before.collapsed()),
                                    q.namePrefix().orElse(before.namePrefix()),
                                    edited(q.taskTemplate().orElse(null), before.taskTemplate()),
                                    q.maxParallel().orElse(before.maxParallel()),
                                    q.maxGpus().orElse(before.maxGpus()),
                                    q.maxSpend().orElse(before.maxSpend()),
                                    before.specRevision() + 1,
                                    START,
                                    START,
                                    before.members()));
                        }))
                .on(
                        GroupRequest.DeleteGroup.class,
                        r -> answer(r, q -> {
                            groups.remove(group(q.id()).id());
                            return new Written<>(committed(List.of(), List.of(), List.of(q.id())), true);
                        }))
                .on(
                        GroupRequest.AddToGroup.class,
                        r -> answer(r, q -> {
                            q.experimentIds().forEach(this::one);
                            List<Long> members = new ArrayList<>(group(q.id()).members());
                            members.removeAll(q.experimentIds());
                            members.addAll(q.experimentIds());
                            return putGroup(members(group(q.id()), members));
                        }))
                .on(
                        GroupRequest.RemoveFromGroup.class,
                        r -> answer(r, q -> {
                            List<Long> members = new ArrayList<>(group(q.id()).members());
                            members.remove(q.experimentId());
                            return new Written<>(
                                    putGroup(members(group(q.id()), members)).revision(), true);
                        }))
                .start();
    }

    private Future<Void> serveJobs() {
        return bus.serve(ClusterRequest.class)
                .on(ClusterRequest.ListClusters.class, r -> answer(r, q -> List.copyOf(clusters)))
                .on(ClusterRequest.AdoptCluster.class, r -> answer(r, this::adopt))
                .on(ClusterRequest.BeginClusters.class, r -> unused())
                .on(ClusterRequest.RecordClusters.class, r -> unused())
                .on(ClusterRequest.RecordClusterCosts.class, r -> unused())
                .on(ClusterRequest.RecordClusterOutcome.class, r -> unused())
                .on(ClusterRequest.EndJobs.class, r -> unused())
                .start()
                .compose(clusters -> bus.serve(ServerRequest.class)
                        .on(ServerRequest.ListServers.class, r -> answer(r, q -> List.of(SERVER)))
                        .on(
                                ServerRequest.AcceptServer.class,
                                r -> answer(r, q -> new Written<>(revision.get(), SERVER)))
                        .start())
                .compose(servers -> bus.serve(CostRequest.class)
                        .on(CostRequest.ListCosts.class, r -> answer(r, q -> costs))
                        .on(CostRequest.ReadCost.class, r -> answer(r, q -> COST))
                        .start())
                .compose(costs -> bus.serve(MetricRequest.class)
                        .on(MetricRequest.ListMetrics.class, r -> answer(r, q -> metrics))
                        .on(MetricRequest.ListSideCars.class, r -> unused())
                        .on(MetricRequest.RecordSideCars.class, r -> unused())
                        .on(MetricRequest.GetMetricFile.class, r -> unused())
                        .on(MetricRequest.RecordMetrics.class, r -> unused())
                        .start())
                .compose(metrics -> jobRequests());
    }

    private static <T> Future<T> unused() {
        return Future.failedFuture("the gateway does not ask for that");
    }

    private Written<Cluster> adopt(ClusterRequest.AdoptCluster request) {
        return clusters.stream()
                .filter(cluster -> cluster.name().equals(request.name()))
                .findFirst()
                .map(cluster -> new Written<>(revision.incrementAndGet(), cluster))
                .orElseThrow(() -> new Failure.NotFound("There is no cluster with the name " + request.name() + "."));
    }

    private Future<Void> jobRequests() {
        return bus.serve(JobRequest.class)
                .on(
                        JobRequest.AdoptJob.class,
                        r -> answer(r, q -> {
                            adopted.add(q.job());
                            return new Written<>(revision.incrementAndGet(), one(q.experimentId()));
                        }))
                .on(JobRequest.ListJobs.class, r -> answer(r, this::jobs))
                .on(
                        JobRequest.ReadJob.class,
                        r -> answer(
                                r,
                                q -> jobs.stream()
                                        .filter(known ->
                                                known.key().jobId() == q.job().jobId())
                                        .findFirst()
                                        .orElseThrow(() ->
                                                new Failure.NotFound("There is no job with the id " + q.job() + "."))))
                .on(
                        JobRequest.StopJob.class,
                        r -> answer(r, q -> {
                            Job job = jobs.stream()
                                    .filter(known ->
                                            known.key().jobId() == q.job().jobId())
                                    .findFirst()
                                    .orElseThrow(
                                            () -> new Failure.NotFound("There is no job with the id " + q.job() + "."));
                            if (job.observed().endedAt() != null || job.experimentId() == null) {
                                throw new Failure.Conflict("The job " + q.job() + " has ended already.");
                            }
                            Experiment experiment = one(job.experimentId());
                            return put(with(experiment, experiment.spec(), DesiredState.STOPPED, false));
                        }))
                .start();
    }

    private JobRequest.JobPage jobs(JobRequest.ListJobs request) {
        List<Job> found = jobs.stream()
                .filter(job -> request.filter().experimentId().isEmpty()
                        || request.filter().experimentId().get().equals(job.experimentId()))
                .filter(job -> request.filter().includeEnded() || job.observed().endedAt() == null)
                .toList();
        return new JobRequest.JobPage(found.subList(0, Math.min(request.limit(), found.size())), false);
    }

    private Future<?> serveOthers() {
        return Future.all(
                bus.serve(CheckpointRequest.class)
                        .on(
                                CheckpointRequest.ListSyncTargets.class,
                                r -> Future.failedFuture(new IllegalStateException()))
                        .on(
                                CheckpointRequest.RecordCheckpoints.class,
                                r -> Future.failedFuture(new IllegalStateException()))
                        .on(
                                CheckpointRequest.ListPolicyTargets.class,
                                r -> Future.failedFuture(new IllegalStateException()))
                        .on(CheckpointRequest.RecordPolicy.class, r -> Future.failedFuture(new IllegalStateException()))
                        .on(
                                CheckpointRequest.GetCheckpoint.class,
                                r -> answer(
                                        r,
                                        q -> checkpoints.stream()
                                                .filter(checkpoint -> checkpoint.epoch() == q.epoch())
                                                .findFirst()
                                                .orElseThrow(() ->
                                                        new Failure.NotFound("There is no checkpoint of that epoch."))))
                        .on(
                                CheckpointRequest.GetCadence.class,
                                r -> answer(r, q -> new Cadence(1L, 60_000L, List.of(new Cadence.Gap(3, 7)))))
                        .on(
                                CheckpointRequest.ListCheckpoints.class,
                                r -> answer(r, q -> {
                                    one(q.experimentId());
                                    return new CheckpointRequest.CheckpointPage(checkpoints, false);
                                }))
                        .start(),
                bus.serve(TokenRequest.class)
                        .on(TokenRequest.CreateToken.class, r -> Future.failedFuture(new IllegalStateException()))
                        // Before every other request, and so not kept.
                        .on(TokenRequest.AnyToken.class, r -> Future.succeededFuture(!tokens.isEmpty()))
                        .on(TokenRequest.ListTokens.class, r -> answer(r, q -> List.<Token>of()))
                        .on(TokenRequest.RevokeToken.class, r -> Future.failedFuture(new IllegalStateException()))
                        .on(TokenRequest.FindToken.class, r -> answer(r, q -> token(q.hash())))
                        .on(TokenRequest.OpenSession.class, r -> Future.failedFuture(new IllegalStateException()))
                        .on(TokenRequest.FindSession.class, r -> Future.failedFuture(new Failure.NotFound("none")))
                        .on(TokenRequest.CloseSession.class, r -> Future.succeededFuture(false))
                        .on(TokenRequest.AnnounceGateway.class, r -> Future.succeededFuture(true))
                        .start(),
                bus.serve(InstallationRequest.class)
                        .on(
                                InstallationRequest.ReadInstallation.class,
                                r -> answer(
                                        r,
                                        q -> new InstallationRequest.Installation(
                                                instanceId,
                                                revision.get(),
                                                experiments.size(),
                                                jobs.size(),
                                                1,
                                                "/x.db")))
                        .start());
    }

    private Token token(String hash) {
        Token found = tokens.get(hash);
        if (found == null) {
            throw new Failure.NotFound("No such token works.");
        }
        return found;
    }

    private <Q, R> Future<R> answer(Q request, Function<Q, R> work) {
        asked.add(request);
        Failure failure = failWith;
        return failure != null ? Future.failedFuture(failure) : Future.succeededFuture(work.apply(request));
    }

    private Experiment one(long id) {
        Experiment found = experiments.get(id);
        if (found == null) {
            throw new Failure.NotFound("There is no experiment with the id " + id + ".");
        }
        return found;
    }

    private Group group(String id) {
        Group found = groups.get(id);
        if (found == null) {
            throw new Failure.NotFound("There is no group with the id " + id + ".");
        }
        return found;
    }

    @SuppressWarnings("unchecked") // a command id belongs to one type of command
    private Written<Experiment> create(ExperimentRequest.CreateExperiment request) {
        Written<?> before = commands.get(request.command().id());
        if (before != null) {
            return (Written<Experiment>) before;
        }
        Seed seed = request.seed();
        requireFree(seed.spec().name(), 0);
        long id = experiments.size() + 1L;
        Written<Experiment> done = put(new Experiment(
                id,
                seed.spec(),
                seed.desiredState(),
                CurrentState.INIT,
                null,
                0,
                1,
                seed.annotations(),
                request.place(),
                null,
                false,
                null,
                null,
                START.plusMillis(id),
                START.plusMillis(id),
                null,
                null,
                List.of(),
                seed.priority(),
                seed.rules(),
                null,
                null,
                null,
                null));
        commands.put(request.command().id(), done);
        return done;
    }

    private void requireFree(String name, long exceptId) {
        boolean taken = experiments.values().stream()
                .anyMatch(e ->
                        !e.deleted() && e.id() != exceptId && e.spec().name().equals(name));
        if (taken) {
            throw new Failure.Conflict("An experiment with the name " + name + " exists already.");
        }
    }

    private Written<Experiment> edit(ExperimentRequest.EditExperiment request) {
        Experiment before = one(request.id());
        ExperimentRequest.SpecEdit edit = request.edit();
        if (before.desiredState() == DesiredState.TERMINATED) {
            throw new Failure.Conflict(
                    "The experiment " + before.spec().name() + " is terminated: it cannot be edited.");
        }
        edit.name().ifPresent(name -> requireFree(name, before.id()));
        ExperimentSpec spec = before.spec();
        return put(with(
                before,
                new ExperimentSpec(
                        edit.name().orElse(spec.name()),
                        edit.baseCommand().orElse(spec.baseCommand()),
                        edited(edit.toolPath().orElse(null), spec.toolPath()),
                        edited(edit.gitBranch().orElse(null), spec.gitBranch()),
                        edit.flags().orElse(spec.flags()),
                        edit.nodes().orElse(spec.nodes()),
                        edit.gpus().orElse(spec.gpus()),
                        spec.accelerator(),
                        spec.instanceType(),
                        spec.cloud(),
                        spec.spot(),
                        edited(edit.taskTemplate().orElse(null), spec.taskTemplate()),
                        null,
                        false),
                before.desiredState(),
                false));
    }

    private static @Nullable String edited(@Nullable String wanted, @Nullable String before) {
        return wanted == null ? before : wanted.isEmpty() ? null : wanted;
    }

    static Experiment with(Experiment e, ExperimentSpec spec, DesiredState desired, boolean deleted) {
        return new Experiment(
                e.id(),
                spec,
                desired,
                e.currentState(),
                e.skyStatus(),
                e.runRequest(),
                e.specRevision(),
                e.annotations(),
                e.place(),
                e.hold(),
                deleted,
                e.owner(),
                e.clusterName(),
                e.createdAt(),
                e.updatedAt(),
                e.latestEpoch(),
                e.launch(),
                e.conditions(),
                e.priority(),
                e.rules(),
                e.stopReason(),
                e.sweep(),
                e.fileSet(),
                e.progress());
    }

    private Written<Boolean> place(long id, @Nullable Boolean expanded, @Nullable Boolean starred) {
        Experiment e = experiments.get(id);
        if (e == null) {
            return new Written<>(revision.get(), false);
        }
        BoardPlace place = new BoardPlace(
                e.place().groupLabel(),
                e.place().order(),
                expanded == null ? e.place().expanded() : expanded,
                starred == null ? e.place().starred() : starred);
        Experiment after = new Experiment(
                e.id(),
                e.spec(),
                e.desiredState(),
                e.currentState(),
                e.skyStatus(),
                e.runRequest(),
                e.specRevision(),
                e.annotations(),
                place,
                e.hold(),
                e.deleted(),
                e.owner(),
                e.clusterName(),
                e.createdAt(),
                e.updatedAt(),
                e.latestEpoch(),
                e.launch(),
                e.conditions(),
                e.priority(),
                e.rules(),
                e.stopReason(),
                e.sweep(),
                e.fileSet(),
                e.progress());
        return new Written<>(put(after).revision(), true);
    }

    private ExperimentRequest.BoardPage page(ExperimentRequest.ReadBoard request) {
        if (request.after() > 0 && restless.get() > 0) {
            restless.decrementAndGet();
            revision.incrementAndGet();
        }
        List<Experiment> rest = experiments.values().stream()
                .filter(e -> !e.deleted() && e.id() > request.after())
                .toList();
        int size = Math.min(request.limit(), rest.size());
        List<Group> first = request.after() == 0 ? List.copyOf(groups.values()) : List.of();
        return new ExperimentRequest.BoardPage(revision.get(), first, rest.subList(0, size), rest.size() > size);
    }

    private static Group members(Group g, List<Long> members) {
        return new Group(
                g.id(),
                g.name(),
                g.flags(),
                g.order(),
                g.collapsed(),
                g.namePrefix(),
                g.taskTemplate(),
                g.maxParallel(),
                g.maxGpus(),
                g.maxSpend(),
                g.specRevision(),
                START,
                START,
                members);
    }

    private Written<Experiment> put(Experiment experiment) {
        experiments.put(experiment.id(), experiment);
        return new Written<>(committed(List.of(experiment), List.of(), List.of()), experiment);
    }

    private Written<Group> putGroup(Group group) {
        groups.put(group.id(), group);
        return new Written<>(committed(List.of(), List.of(group), List.of()), group);
    }

    private long committed(List<Experiment> changed, List<Group> changedGroups, List<String> removedGroups) {
        long now = revision.incrementAndGet();
        if (!silent) {
            bus.publish(new Event.Changed(
                    now, changed, changedGroups, removedGroups, List.of(), List.of(), List.of(), false));
        }
        return now;
    }

    /** Fills the board without telling anybody. */
    void fill(int count) {
        for (long id = 1; id <= count; id++) {
            experiments.put(id, experiment(id, "e" + id));
        }
        revision.incrementAndGet();
    }

    static Experiment experiment(long id, String name) {
        return new Experiment(
                id,
                new ExperimentSpec(
                        name, "lt", null, null, Flags.NONE, 1, 0, null, null, null, false, null, null, false),
                DesiredState.STOPPED,
                CurrentState.INIT,
                null,
                0,
                1,
                Annotations.NONE,
                new BoardPlace(null, 0, false, false),
                null,
                false,
                null,
                null,
                START,
                START,
                null,
                null,
                List.of(),
                0,
                RunRules.DEFAULT,
                null,
                null,
                null,
                null);
    }
}
