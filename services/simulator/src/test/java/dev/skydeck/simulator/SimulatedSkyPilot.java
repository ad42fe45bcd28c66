package dev.skydeck.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.simulator.SimulatedJobs.Pending;
import dev.skydeck.simulator.SimulatedRequests.One;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SkyPilot server with its network, as real ones were seen to behave: requests are answered with an id and carried out later,
 * a restart forgets all requests, a launch that is caught by it is lost, stuck or carried out late, and a cancel is accepted
 * whatever comes of it.
 */
final class SimulatedSkyPilot implements HttpPeer {
    static final String URL = "http://127.0.0.1:46580";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("sd1:[a-z0-9]+:[0-9]+:[0-9]+:[a-z2-7]{13}");
    private static final long SECOND = VirtualTime.SECOND;

    private final VirtualTime time;
    private final Chance chance;
    private final Faults faults;
    private final Trace trace;
    private final SimulatedJobs jobs;
    private final SimulatedRequests requests;
    private final Set<Long> cancelledByUs = new HashSet<>();
    private final List<Posted> posted = new ArrayList<>();
    private Life life;
    private Consumer<String> onViolation = what -> {};
    private Runnable onArrival = () -> {};
    private final Deque<Long> postDelays = new ArrayDeque<>();
    private final Deque<Long> connectDelays = new ArrayDeque<>();
    private final Deque<Long> readDelays = new ArrayDeque<>();
    private boolean failsNextRequest;
    private long hidden;
    private boolean down;

    /** A launch that arrived. */
    record Posted(String token, long at) {}

    SimulatedSkyPilot(VirtualTime time, Chance chance, Faults faults, Trace trace) {
        this.time = time;
        this.chance = chance;
        this.faults = faults;
        this.trace = trace;
        this.life = new Life(time, "SkyPilot", 0);
        jobs = new SimulatedJobs(time, chance, faults, trace, life);
        requests = new SimulatedRequests(chance, faults);
    }

    void onJob(Consumer<SimulatedJob> listener) {
        jobs.onJob(listener);
    }

    /** Told when a launch or a cancel arrives. */
    void onArrival(Runnable listener) {
        onArrival = listener;
    }

    void onViolation(Consumer<String> listener) {
        onViolation = listener;
    }

    Collection<SimulatedJob> jobs() {
        return jobs.all();
    }

    List<Posted> posted() {
        return posted;
    }

    /** Whether we had that job cancelled. */
    boolean isCancelledByUs(long id) {
        return cancelledByUs.contains(id);
    }

    /** Whether anything that it has taken up may still change a job. */
    boolean isBusy() {
        return down || jobs.hasPending();
    }

    /** Its clock: seconds since the epoch. */
    double seconds() {
        return jobs.seconds();
    }

    // ---- what happens to it ----

    /** The next launch is that long on its way. */
    void delayPost(Duration delay) {
        postDelays.add(delay.toNanos());
    }

    /** The next reading of the queue takes that long. */
    void delayRead(Duration delay) {
        readDelays.add(delay.toNanos());
    }

    /** The next launch has to wait that long for its connection. */
    void delayConnect(Duration delay) {
        connectDelays.add(delay.toNanos());
    }

    /** The request of the next launch fails, and a job comes of it all the same. */
    void failNextRequest() {
        failsNextRequest = true;
    }

    /** No reading shows that job any more. */
    void hide(long id) {
        hidden = id;
    }

    /** Readings show every job again. */
    void show() {
        hidden = 0;
    }

    /** The job ends so. */
    void endJob(long id, String status) {
        jobs.end(id, status);
    }

    /** The next launch that it takes, or takes up again, becomes a job after that long. */
    void delayJob(Duration delay) {
        jobs.delayNext(delay);
    }

    /** It dies at once and comes back after a while. */
    void restart(long downFor) {
        trace.line(() -> "SkyPilot's server dies");
        life.die();
        down = true;
        life = new Life(time, "SkyPilot", 0);
        requests.forget();
        life.after(downFor, () -> {
            down = false;
            trace.line(() -> "SkyPilot's server is back");
        });
        jobs.restart(life, downFor);
    }

    /** Somebody cancels a job there, past us. */
    void cancelByHand(Chance which) {
        jobs.cancelAny(which);
    }

    /** Somebody cancels that job there, past us. */
    void cancelByHand(long id) {
        jobs.cancel(id);
    }

    /** Somebody else launches a job of that name. */
    void foreignJob(String name) {
        jobs.foreign(name);
    }

    // ---- its HTTP ----

    @Override
    public Future<Reply> exchange(
            Life asker, String method, String uri, @Nullable String body, Duration writeWithin, Duration answerWithin) {
        Promise<Reply> promise = Promise.promise();
        boolean acts = uri.equals("/jobs/launch");
        if (down || faults.hits(Fault.CONNECT_REFUSED, uri)) {
            asker.after(VirtualTime.MILLI, () -> promise.tryFail(new NotWritten("connection refused")));
            return promise.future();
        }
        long connecting = acts && !connectDelays.isEmpty()
                ? connectDelays.remove()
                : faults.hits(Fault.CONNECT_SLOW, uri) ? chance.upTo(20 * SECOND) : 0;
        if (connecting > writeWithin.toNanos()) {
            asker.after(writeWithin.toNanos(), () -> promise.tryFail(new NotWritten("no connection in time")));
            return promise.future();
        }
        asker.after(connecting, () -> send(asker, uri, body, answerWithin, promise));
        return promise.future();
    }

    private void send(Life asker, String uri, @Nullable String body, Duration answerWithin, Promise<Reply> promise) {
        boolean acts = uri.equals("/jobs/launch");
        asker.after(answerWithin.toNanos(), () -> promise.tryFail(new IOException("no whole answer in time")));
        long way = acts && !postDelays.isEmpty()
                ? postDelays.remove()
                : acts && faults.hits(Fault.POST_SLOW)
                        ? chance.upTo(15 * SECOND)
                        : chance.between(VirtualTime.MILLI, 20 * VirtualTime.MILLI);
        if (acts && faults.hits(Fault.POST_LOST)) {
            trace.line(() -> "a POST is lost");
            return;
        }
        boolean silent = acts && faults.hits(Fault.ANSWER_LOST);
        // On its way it belongs to nobody.
        time.after(
                way,
                life,
                () -> arrive(uri, body, reply -> {
                    if (!silent) {
                        asker.after(
                                chance.between(VirtualTime.MILLI, 20 * VirtualTime.MILLI),
                                () -> promise.tryComplete(reply));
                    }
                }));
        broken(asker, promise);
    }

    /** Whoever waits for an answer of a server that dies hears of it. */
    private void broken(Life asker, Promise<Reply> promise) {
        Life now = life;
        asker.after(SECOND, () -> {
            if (promise.future().isComplete()) {
                return;
            }
            if (now.isDead()) {
                promise.tryFail(new IOException("connection reset"));
            } else {
                broken(asker, promise);
            }
        });
    }

    private void arrive(String uri, @Nullable String body, Consumer<Reply> answer) {
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        switch (path) {
            case "/api/health" ->
                answer.accept(Reply.ok("{\"status\":\"healthy\",\"api_version\":\"62\",\"version\":\"0.14.1\"}"));
            case "/api/get" -> requests.result(uri.substring(uri.indexOf('=') + 1), answer);
            case "/api/status" -> answer.accept(requests.launches());
            case "/validate" -> answer.accept(Reply.ok("null"));
            default -> post(path, body == null ? "" : body, answer);
        }
    }

    private void post(String path, String body, Consumer<Reply> answer) {
        if (faults.hits(Fault.UNREADY, path)) {
            answer.accept(new Reply(
                    503,
                    Map.of("content-type", "application/json"),
                    "{\"detail\":\"The server is not ready to take requests.\"}"));
            return;
        }
        One request = requests.begin(path, body);
        JsonNode json = read(body);
        switch (path) {
            case "/jobs/launch" -> {
                launch(request, json);
                onArrival.run();
            }
            case "/jobs/queue/v2" -> queue(request, json);
            case "/jobs/cancel" -> {
                cancel(request, json);
                onArrival.run();
            }
            default ->
                life.after(100 * VirtualTime.MILLI, () -> request.succeed(path.equals("/status") ? "[]" : "null"));
        }
        answer.accept(new Reply(
                200, Map.of("content-type", "application/json", "x-skypilot-request-id", request.id()), "null"));
    }

    private void launch(One request, JsonNode body) {
        Matcher token = TOKEN.matcher(body.path("task").asText());
        if (!token.find()) {
            onViolation.accept("a launch carries no token");
            return;
        }
        posted.add(new Posted(token.group(), time.now()));
        Pending launch = jobs.begin(token.group(), body.path("name").asText());
        trace.line(() -> "SkyPilot takes a launch: " + launch);
        boolean wished = failsNextRequest;
        failsNextRequest = false;
        if (wished || faults.hits(Fault.REQUEST_FAILS)) {
            life.after(SECOND, request::fail);
            if (wished || chance.of(0.5)) {
                life.after(jobs.delay(2 * SECOND, 30 * SECOND), () -> jobs.take(launch));
            } else {
                jobs.drop(launch);
            }
            return;
        }
        life.after(jobs.delay(300 * VirtualTime.MILLI, 4 * SECOND), () -> {
            long id = jobs.take(launch);
            life.after(chance.between(SECOND, 20 * SECOND), () -> request.succeed("{\"job_id\":[" + id + "]}"));
        });
    }

    private void cancel(One request, JsonNode body) {
        List<Long> ids = new ArrayList<>();
        body.path("job_ids").forEach(id -> ids.add(id.asLong()));
        if (ids.isEmpty()
                || body.path("all").asBoolean()
                || body.path("all_users").asBoolean()) {
            onViolation.accept("I7: a cancel names no job: " + body);
        }
        for (long id : ids) {
            boolean ours = jobs.find(id).map(SimulatedJob::token).isPresent();
            if (!ours) {
                onViolation.accept("I7: a cancel was sent for job " + id + ", which is not ours");
            } else if (!faults.hits(Fault.CANCEL_LOST)) {
                cancelledByUs.add(id);
                life.after(chance.between(SECOND, 20 * SECOND), () -> jobs.cancel(id));
            }
        }
        life.after(SECOND, () -> request.succeed("null"));
    }

    private void queue(One request, JsonNode body) {
        long takes = readDelays.isEmpty() ? chance.between(SECOND, 3 * SECOND) : readDelays.remove();
        life.after(takes, () -> {
            if (faults.hits(Fault.READ_FAILS, request.path())) {
                request.fail();
            } else {
                request.succeed(rows(body));
            }
        });
    }

    private String rows(JsonNode body) {
        String about = body.has("name_match") ? "named" : body.has("job_ids") ? "ids" : "list";
        List<SimulatedJob> all = new ArrayList<>(jobs.seen(faults.hits(Fault.READ_STALE, about)));
        int total = all.size();
        if (faults.hits(Fault.READ_EMPTY, about)) {
            all.clear();
            total = 0;
        }
        List<SimulatedJob> matching = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        body.path("job_ids").forEach(id -> ids.add(id.asLong()));
        String name = body.path("name_match").asText("");
        for (SimulatedJob job : all) {
            if (job.id() != hidden
                    && (!body.has("job_ids") || ids.contains(job.id()))
                    && job.name().contains(name)
                    && !(body.path("skip_finished").asBoolean() && job.hasEnded())) {
                matching.add(job);
            }
        }
        int matches = matching.size();
        boolean told = !matching.isEmpty() && faults.hits(Fault.READ_PARTIAL, about);
        if (told || (!matching.isEmpty() && faults.hits(Fault.READ_SHORT, about))) {
            matching.remove(chance.among(matching.size()));
            matches = told ? matches : matching.size();
        }
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = value.putArray("jobs");
        for (int i = matching.size() - 1; i >= 0; i--) {
            rows.add(matching.get(i).row());
        }
        return value.put("total", matches).put("total_no_filter", total).toString();
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request is no JSON: " + body, e);
        }
    }
}
