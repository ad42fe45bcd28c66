package dev.skydeck.sandbox;

import dev.skydeck.sandbox.cluster.Clusters;
import dev.skydeck.sandbox.fault.FaultSwitch;
import dev.skydeck.sandbox.guard.LoopbackGuard;
import dev.skydeck.sandbox.job.Capacity;
import dev.skydeck.sandbox.job.JobProcess;
import dev.skydeck.sandbox.job.JobRules;
import dev.skydeck.sandbox.job.JobVariables;
import dev.skydeck.sandbox.job.Jobs;
import dev.skydeck.sandbox.job.JobsHome;
import dev.skydeck.sandbox.registry.PolicyApi;
import dev.skydeck.sandbox.s3.S3Api;
import dev.skydeck.sandbox.skypilot.SkyPilotApi;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox on a folder: a SkyPilot server that runs tasks as processes of this machine, an S3 server and a policy registry. All listen
 * on loopback only. Its jobs outlive it; the next sandbox on the folder finds them again.
 *
 * <p>Deployment fails with {@link SandboxRefused} where the folder or a port is taken.
 */
public final class SandboxVerticle extends VerticleBase {
    private static final String LOOPBACK = "127.0.0.1";

    private final SandboxOptions options;
    private final FaultSwitch faults;
    private final Path folder;
    private final Capacity capacity;
    private @Nullable FolderLock lock;
    private @Nullable Jobs jobs;
    private @Nullable Clusters clusters;
    private @Nullable HttpServer skyPilot;
    private @Nullable HttpServer s3;
    private @Nullable HttpServer registry;

    /** A sandbox that does as a healthy server does. */
    public SandboxVerticle(SandboxOptions options) {
        this(options, new FaultSwitch());
    }

    /** @param faults makes the SkyPilot side go wrong, for tests */
    public SandboxVerticle(SandboxOptions options, FaultSwitch faults) {
        this.options = options;
        this.faults = faults;
        this.capacity = new Capacity(options.gpus());
        this.folder = options.folder().toAbsolutePath().normalize();
    }

    /** Of the SkyPilot side, as in {@code http://127.0.0.1:46580}; from deployment on. */
    public String endpoint() {
        return url(skyPilot);
    }

    /** Of the S3 side; from deployment on. */
    public String s3Endpoint() {
        return url(s3);
    }

    /** Of a policy registry that knows the checkpoints in the bucket; another one after each start. */
    public String registryEndpoint() {
        return url(registry);
    }

    @Override
    public Future<?> start() {
        return takeFolder()
                .compose(taken -> layOut())
                .compose(ports -> findClusters().compose(found -> findJobs()).compose(found -> serve(ports)))
                .compose(serving -> keepPorts())
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    @Override
    public Future<Void> stop() {
        return closed(skyPilot)
                .eventually(() -> closed(s3))
                .eventually(() -> closed(registry))
                .eventually(() -> jobs == null ? Future.succeededFuture() : jobs.stop())
                .eventually(() -> clusters == null ? Future.succeededFuture() : clusters.close())
                .eventually(this::leaveFolder);
    }

    private Future<Void> takeFolder() {
        return vertx.executeBlocking(() -> FolderLock.take(folder))
                .onSuccess(taken -> lock = taken)
                .mapEmpty();
    }

    private Future<Ports> layOut() {
        return vertx.executeBlocking(() -> {
            // Jobs' secrets are in there.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(bucket());
            DemoTrain.install(folder);
            Script.install("job-wrapper", wrapper());
            return Ports.read(folder).orAsked(options);
        });
    }

    /** Before the jobs, which get only the GPUs that these do not hold. */
    private Future<Clusters> findClusters() {
        return Clusters.open(vertx, folder.resolve("clusters"), process(), options.pace(), capacity)
                .onSuccess(found -> clusters = found);
    }

    private Future<Jobs> findJobs() {
        JobsHome home = new JobsHome(folder.resolve("jobs"), null, JobVariables::managed);
        return Jobs.open(vertx, home, process(), JobRules.ofManagedJobs(options.pace(), capacity))
                .onSuccess(found -> jobs = found);
    }

    /** Only now, so that no client ever sees a queue that lacks the jobs of an earlier run. */
    private Future<Void> serve(Ports ports) {
        Jobs managed = Objects.requireNonNull(jobs);
        Clusters own = Objects.requireNonNull(clusters);
        Handler<HttpServerRequest> api = new SkyPilotApi(vertx, managed, own, faults::value).router();
        return listen(LoopbackGuard.closed(faults.before(vertx, api)), ports.skyPilot())
                .onSuccess(server -> skyPilot = server)
                .compose(server -> listen(LoopbackGuard.withLinks(new S3Api(vertx, buckets())), ports.s3()))
                .onSuccess(server -> s3 = server)
                .compose(server -> listen(LoopbackGuard.closed(new PolicyApi(vertx, bucket().resolve("policies"))), 0))
                .onSuccess(server -> registry = server)
                .mapEmpty();
    }

    private Future<HttpServer> listen(LoopbackGuard handler, int port) {
        HttpServerOptions http = new HttpServerOptions().setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(http)
                .requestHandler(handler)
                .listen(port, LOOPBACK)
                .recover(failure -> Future.failedFuture(failure instanceof BindException ? taken(port) : failure));
    }

    private SandboxRefused taken(int port) {
        return new SandboxRefused("Port " + port + " is taken by another program. Stop that program, or ask for "
                + "another port, or remove " + folder.resolve("ports.properties") + " to have free ones chosen.");
    }

    private Future<Void> keepPorts() {
        Ports ports = new Ports(port(skyPilot), port(s3));
        return vertx.executeBlocking(() -> {
            ports.write(folder);
            return null;
        });
    }

    private Future<Void> leaveFolder() {
        FolderLock held = lock;
        lock = null;
        return held == null ? Future.succeededFuture() : vertx.executeBlocking(() -> release(held));
    }

    private static @Nullable Void release(FolderLock held) throws IOException {
        held.release();
        return null;
    }

    private static Future<Void> closed(@Nullable HttpServer server) {
        return server == null ? Future.succeededFuture() : server.close();
    }

    private Path buckets() {
        return folder.resolve("s3");
    }

    private Path bucket() {
        return buckets().resolve(options.bucket());
    }

    private JobProcess process() {
        return new JobProcess(wrapper(), DemoTrain.programs(folder), bucket());
    }

    private Path wrapper() {
        return folder.resolve("job-wrapper");
    }

    private static int port(@Nullable HttpServer server) {
        if (server == null) {
            throw new IllegalStateException("the sandbox is not deployed");
        }
        return server.actualPort();
    }

    private static String url(@Nullable HttpServer server) {
        return "http://" + LOOPBACK + ":" + port(server);
    }
}
