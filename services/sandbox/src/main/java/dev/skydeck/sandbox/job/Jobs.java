package dev.skydeck.sandbox.job;

import dev.skydeck.sandbox.job.JobState.Live;
import dev.skydeck.sandbox.job.JobState.Pending;
import dev.skydeck.sandbox.job.JobStep.Deed;
import dev.skydeck.sandbox.task.TaskSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All jobs of a folder. Belongs to one context: what is in memory is read and changed on its event loop, what is on
 * disk by blocking calls that run in the order they were asked for.
 */
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final long LOOK_MILLISECONDS = 100;

    private final Vertx vertx;
    private final JobShelf shelf;
    private final JobProcess process;
    private final JobVariables variables;
    private final JobRules rules;
    private final TreeMap<Integer, Job> jobs = new TreeMap<>();
    private final Map<Integer, Promise<Job>> launching = new HashMap<>();
    private final Set<String> started = new HashSet<>();
    private final JobWaits waits = new JobWaits(jobs::get);
    private int lastId;
    private boolean looking;
    private boolean stopped;
    private long timer;

    private Jobs(Vertx vertx, JobsHome home, JobProcess process, JobRules rules) {
        this.vertx = vertx;
        this.shelf = new JobShelf(home.folder(), home.workdir());
        this.variables = home.variables();
        this.process = process;
        this.rules = rules;
        rules.capacity().heldToo(() -> Capacity.held(jobs.values()));
    }

    /** Finds the jobs of earlier runs, looks at their processes, and only then completes. */
    public static Future<Jobs> open(Vertx vertx, JobsHome home, JobProcess process, JobRules rules) {
        Jobs jobs = new Jobs(vertx, home, process, rules);
        return vertx.executeBlocking(jobs.shelf::read).compose(jobs::begin).map(jobs);
    }

    /** Newest first. */
    public List<Job> all() {
        return new ArrayList<>(jobs.descendingMap().values());
    }

    public @Nullable Job find(int id) {
        return jobs.get(id);
    }

    public JobFolder folder(int id) {
        return shelf.folder(id);
    }

    /** Completes once the job is written and the scheduler has it. */
    public Future<Job> launch(TaskSpec task, String userName, String userHash, String entrypoint) {
        int id = ++lastId;
        double now = Clock.now();
        Job job = new Job(new JobRecord(id, task, now, userName, userHash, entrypoint), new Pending(now, false));
        return blocking(() -> shelf.folder(id).create(job)).compose(written -> {
            Promise<Job> scheduled = Promise.promise();
            launching.put(id, scheduled);
            jobs.put(id, job);
            return scheduled.future();
        });
    }

    /** Jobs that are over or unknown are passed over, as a real server does. Completes once the wish is written. */
    public Future<Void> cancel(Collection<Integer> ids, String details) {
        List<Future<Void>> written = new ArrayList<>();
        for (Integer id : ids) {
            Job job = jobs.get(id);
            if (job != null && job.state() instanceof Live live) {
                written.add(move(job, live.cancel(details, Clock.now())));
            }
        }
        return Future.all(written).mapEmpty();
    }

    /** Completes once all these jobs are at a point of their life that they do not leave. */
    public Future<Void> until(Collection<Integer> ids, Predicate<Job> point) {
        return waits.until(ids, point);
    }

    /** Stops looking after the jobs. They run on. */
    public Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        // Behind all writes that were asked for before.
        return blocking(() -> {});
    }

    private Future<Void> begin(JobShelf.Found found) {
        lastId = found.lastId();
        found.jobs().forEach(job -> jobs.put(job.id(), job));
        return look().onSuccess(looked -> timer = vertx.setPeriodic(LOOK_MILLISECONDS, tick -> look()));
    }

    private Future<Void> look() {
        List<Job> open = jobs.values().stream().filter(Jobs::unfinished).toList();
        if (looking || stopped || open.isEmpty()) {
            return Future.succeededFuture();
        }
        looking = true;
        return vertx.executeBlocking(() -> shelf.look(open))
                .onSuccess(sightings -> {
                    Set<Integer> admitted = rules.capacity().admitted(jobs.values());
                    sightings.forEach((job, seen) -> step(job, seen, admitted.contains(job.id())));
                })
                .onFailure(bug -> LOG.error("looking at jobs failed", bug))
                .onComplete(looked -> looking = false)
                .mapEmpty();
    }

    private static boolean unfinished(Job job) {
        return !job.cleanedUp();
    }

    private void step(Job seen, Sighting sighting, boolean admitted) {
        // A cancel may have come while the disk was read; what was seen then is no answer to it.
        if (stopped || !seen.equals(jobs.get(seen.id()))) {
            return;
        }
        JobStep step = JobStep.of(seen.record(), seen.state(), sighting, Clock.now(), rules, admitted);
        if (!step.next().equals(seen.state())) {
            move(seen, step.next()).onFailure(bug -> LOG.error("a job's state could not be written", bug));
        }
        perform(seen, step.deed());
    }

    private Future<Void> move(Job job, JobState next) {
        jobs.put(job.id(), new Job(job.record(), next));
        Promise<Job> scheduled =
                next instanceof Pending pending && !pending.scheduled() ? null : launching.remove(job.id());
        Future<Void> written = blocking(() -> shelf.folder(job.id()).write(next));
        if (scheduled != null) {
            written.<Job>map(done -> new Job(job.record(), next)).onComplete(scheduled);
        }
        written.onSuccess(done -> waits.look());
        LOG.atDebug()
                .addKeyValue("job", job.id())
                .addKeyValue("status", next.status())
                .log("job moved");
        return written;
    }

    private void perform(Job job, Deed deed) {
        int attempt = job.state().times().attempt();
        JobFolder folder = shelf.folder(job.id());
        switch (deed) {
            case NOTHING -> {}
            case START -> start(job, folder, attempt);
            case TAKE_AWAY -> report(blocking(() -> folder.takeAway(attempt)));
            case TERMINATE -> report(blocking(() -> signal(folder, attempt, "TERM")));
            case KILL -> report(blocking(() -> signal(folder, attempt, "KILL")));
        }
    }

    /** Once per attempt and run of the sandbox; the wrapper itself sees to it that an attempt never runs twice. */
    private void start(Job job, JobFolder folder, int attempt) {
        if (!started.add(job.id() + "/" + attempt)) {
            return;
        }
        Map<String, String> own = variables.of(job.record(), job.state().times());
        blocking(() -> process.start(job.record(), own, folder.attempt(attempt), folder.workdir()))
                .onFailure(failure -> {
                    LOG.atError().addKeyValue("job", job.id()).setCause(failure).log("a job's process did not start");
                    giveUp(job, "The sandbox could not start a process: " + failure.getMessage());
                });
    }

    private void giveUp(Job job, String reason) {
        Job current = jobs.get(job.id());
        if (current != null && current.state() instanceof JobState.Starting starting) {
            report(move(current, starting.fail(reason, Clock.now())));
        } else if (current != null && current.state() instanceof JobState.Recovering recovering) {
            report(move(current, recovering.fail(reason, Clock.now())));
        }
    }

    private static void signal(JobFolder folder, int attempt, String signal) throws IOException, InterruptedException {
        ProcessMark mark = folder.process(attempt);
        if (mark != null) {
            mark.signalGroup(signal);
        }
    }

    private static void report(Future<Void> deed) {
        deed.onFailure(failure -> LOG.error("a job's process could not be reached", failure));
    }

    private Future<Void> blocking(Blocking work) {
        return vertx.executeBlocking(() -> {
            work.run();
            return null;
        });
    }

    private interface Blocking {
        void run() throws Exception;
    }
}
