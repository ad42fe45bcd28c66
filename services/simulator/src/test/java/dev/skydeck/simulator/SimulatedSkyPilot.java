package dev.skydeck.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private static final long EPOCH = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final long SECOND = VirtualTime.SECOND;
    private static final long OLDEST_READING = 30 * SECOND;

    private final VirtualTime time;
    private final Chance chance;
    private final Faults faults;
    private final Trace trace;
    private final Map<Long, SimulatedJob> jobs = new TreeMap<>();
    private final Deque<Snapshot> past = new ArrayDeque<>();
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Set<Long> cancelledByUs = new HashSet<>();
    private final List<Posted> posted = new ArrayList<>();
    private Life life;
    private Consumer<SimulatedJob> onJob = job -> {};
    private Consumer<String> onViolation = what -> {};
    private Runnable onArrival = () -> {};
    private final Deque<Long> postDelays = new ArrayDeque<>();
    private final Deque<Long> jobDelays = new ArrayDeque<>();
    private final Deque<Long> connectDelays = new ArrayDeque<>();
    private final Deque<Long> readDelays = new ArrayDeque<>();
    private boolean failsNextRequest;
    private long hidden;
    private long jobIds;
    private long requestIds;
    private boolean down;

    private record Snapshot(long at, Collection<SimulatedJob> jobs) {}

    /** A launch that was taken and has no job yet. */
    private record Pending(String token, String name, long at) {}

    /** A launch that arrived. */
    record Posted(String token, long at) {}

    private static final class Request {
        private final String id;
        private final String name;
        private final String body;
        private String status = "RUNNING";
        private @Nullable String value;
        private @Nullable String error;
        private final List<Runnable> waiting = new ArrayList<>();

        Request(String id, String name, String body) {
            this.id = id;
            this.name = name;
            this.body = body;
        }
    }

    SimulatedSkyPilot(VirtualTime time, Chance chance, Faults faults, Trace trace) {
        this.time = time;
        this.chance = chance;
        this.faults = faults;
        this.trace = trace;
        this.life = new Life(time, "SkyPilot", 0);
    }

    void onJob(Consumer<SimulatedJob> listener) {
        onJob = listener;
    }

    /** Told when a launch or a cancel arrives. */
    void onArrival(Runnable listener) {
        onArrival = listener;
    }

    void onViolation(Consumer<String> listener) {
        onViolation = listener;
    }

    Collection<SimulatedJob> jobs() {
        return List.copyOf(jobs.values());
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
        return down || !pending.isEmpty();
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
        end(id, status);
    }

    /** The next launch that it takes, or takes up again, becomes a job after that long. */
    void delayJob(Duration delay) {
        jobDelays.add(delay.toNanos());
    }

    /** It dies at once and comes back after a while. */
    void restart(long downFor) {
        trace.line(() -> "SkyPilot's server dies");
        life.die();
        down = true;
        life = new Life(time, "SkyPilot", 0);
        requests.clear();
        List<Pending> caught = List.copyOf(pending);
        pending.clear();
        life.after(downFor, () -> {
            down = false;
            trace.line(() -> "SkyPilot's server is back");
            // A job does not notice.
            jobs.values().stream().filter(job -> !job.hasEnded()).forEach(job -> goOn(job.id()));
        });
        for (Pending launch : caught) {
            long age = time.now() - launch.at();
            if (age < 400 * VirtualTime.MILLI) {
                trace.line(() -> "a launch is lost with the server: " + launch.token());
            } else if (age < 2 * SECOND) {
                life.after(downFor + chance.upTo(SECOND), () -> create(launch, "INACTIVE"));
            } else {
                pending.add(launch);
                life.after(downFor + jobDelay(0, 10 * SECOND), () -> take(launch));
            }
        }
    }

    /** Somebody cancels a job there, past us. */
    void cancelByHand(Chance which) {
        List<SimulatedJob> alive =
                jobs.values().stream().filter(job -> !job.hasEnded()).toList();
        if (!alive.isEmpty()) {
            SimulatedJob job = alive.get(which.among(alive.size()));
            trace.line(() -> "somebody cancels job " + job.id());
            cancel(job.id());
        }
    }

    /** Somebody cancels that job there, past us. */
    void cancelByHand(long id) {
        cancel(id);
    }

    /** Somebody else launches a job of that name. */
    void foreignJob(String name) {
        long id = ++jobIds;
        trace.line(() -> "somebody launches a job named " + name + ": " + id);
        set(new SimulatedJob(id, name, null, "PENDING", "WAITING", seconds(), 0, 0));
        life.after(chance.between(60 * SECOND, 120 * SECOND), () -> end(id, "SUCCEEDED"));
    }

    // ---- its jobs ----

    /** Its clock: seconds since the epoch. */
    double seconds() {
        return EPOCH + time.now() / 1e9;
    }

    private void set(SimulatedJob job) {
        past.addLast(new Snapshot(time.now(), List.copyOf(jobs.values())));
        while (past.size() > 1 && past.peekFirst().at() < time.now() - OLDEST_READING) {
            past.removeFirst();
        }
        jobs.put(job.id(), job);
        trace.line(() -> "job " + job.id() + " is " + job.status() + " (" + job.name() + ", " + job.token() + ")");
        onJob.accept(job);
    }

    private void create(Pending launch, String scheduleState) {
        pending.remove(launch);
        long id = ++jobIds;
        set(new SimulatedJob(id, launch.name(), launch.token(), "PENDING", scheduleState, seconds(), 0, 0));
    }

    private void take(Pending launch) {
        create(launch, "WAITING");
        goOn(jobIds);
    }

    private void goOn(long id) {
        SimulatedJob job = jobs.get(id);
        if (job == null || job.hasEnded() || job.scheduleState().equals("INACTIVE")) {
            return;
        }
        switch (job.status()) {
            case "PENDING" -> life.after(chance.between(SECOND, 15 * SECOND), () -> become(id, "PENDING", "STARTING"));
            case "STARTING" -> life.after(chance.between(SECOND, 15 * SECOND), () -> become(id, "STARTING", "RUNNING"));
            case "RUNNING" -> {
                if (faults.areOn() && chance.of(0.6)) {
                    life.after(chance.between(5 * SECOND, 100 * SECOND), () -> end(id, ending()));
                }
            }
            case "CANCELLING" -> life.after(chance.between(SECOND, 20 * SECOND), () -> end(id, "CANCELLED"));
            default -> {}
        }
    }

    private String ending() {
        if (chance.of(0.4)) {
            return "SUCCEEDED";
        }
        return chance.of(0.6) ? "FAILED" : chance.of(0.5) ? "FAILED_SETUP" : "FAILED_NO_RESOURCE";
    }

    private void become(long id, String from, String to) {
        SimulatedJob job = jobs.get(id);
        if (job != null && job.status().equals(from)) {
            set(job.with(to, "ALIVE", seconds()));
            goOn(id);
        }
    }

    private void end(long id, String status) {
        SimulatedJob job = jobs.get(id);
        if (job != null && !job.hasEnded() && (!job.status().equals("CANCELLING") || status.equals("CANCELLED"))) {
            set(job.with(status, "DONE", seconds()));
        }
    }

    private void cancel(long id) {
        SimulatedJob job = jobs.get(id);
        if (job == null || job.hasEnded() || job.status().equals("CANCELLING")) {
            return;
        }
        if (job.status().equals("PENDING")) {
            end(id, "CANCELLED");
        } else {
            set(job.with("CANCELLING", "ALIVE", seconds()));
            goOn(id);
        }
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
                answer.accept(ok("{\"status\":\"healthy\",\"api_version\":\"62\",\"version\":\"0.14.1\"}"));
            case "/api/get" -> result(uri.substring(uri.indexOf('=') + 1), answer);
            case "/api/status" -> answer.accept(isReadFailing(path) ? garbage() : ok(status()));
            case "/validate" -> answer.accept(ok("null"));
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
        String id = "request-" + ++requestIds;
        Request request = new Request(id, path, path.equals("/jobs/launch") ? body : "");
        requests.put(id, request);
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
                life.after(100 * VirtualTime.MILLI, () -> succeed(request, path.equals("/status") ? "[]" : "null"));
        }
        answer.accept(new Reply(200, Map.of("content-type", "application/json", "x-skypilot-request-id", id), "null"));
    }

    private void launch(Request request, JsonNode body) {
        Matcher token = TOKEN.matcher(body.path("task").asText());
        if (!token.find()) {
            onViolation.accept("a launch carries no token");
            return;
        }
        posted.add(new Posted(token.group(), time.now()));
        Pending launch = new Pending(token.group(), body.path("name").asText(), time.now());
        pending.add(launch);
        trace.line(() -> "SkyPilot takes a launch: " + launch);
        boolean wished = failsNextRequest;
        failsNextRequest = false;
        if (wished || faults.hits(Fault.REQUEST_FAILS)) {
            life.after(SECOND, () -> fail(request, "RuntimeError"));
            if (wished || chance.of(0.5)) {
                life.after(jobDelay(2 * SECOND, 30 * SECOND), () -> take(launch));
            } else {
                pending.remove(launch);
            }
            return;
        }
        life.after(jobDelay(300 * VirtualTime.MILLI, 4 * SECOND), () -> {
            take(launch);
            long id = jobIds;
            life.after(chance.between(SECOND, 20 * SECOND), () -> succeed(request, "{\"job_id\":[" + id + "]}"));
        });
    }

    private long jobDelay(long least, long most) {
        if (!jobDelays.isEmpty()) {
            return jobDelays.remove();
        }
        return chance.between(least, faults.hits(Fault.JOB_SLOW) ? 50 * SECOND : most);
    }

    private void cancel(Request request, JsonNode body) {
        List<Long> ids = new ArrayList<>();
        body.path("job_ids").forEach(id -> ids.add(id.asLong()));
        if (ids.isEmpty()
                || body.path("all").asBoolean()
                || body.path("all_users").asBoolean()) {
            onViolation.accept("I7: a cancel names no job: " + body);
        }
        for (long id : ids) {
            SimulatedJob job = jobs.get(id);
            if (job == null || job.token() == null) {
                onViolation.accept("I7: a cancel was sent for job " + id + ", which is not ours");
            } else if (!faults.hits(Fault.CANCEL_LOST)) {
                cancelledByUs.add(id);
                life.after(chance.between(SECOND, 20 * SECOND), () -> cancel(id));
            }
        }
        life.after(SECOND, () -> succeed(request, "null"));
    }

    private void queue(Request request, JsonNode body) {
        long takes = readDelays.isEmpty() ? chance.between(SECOND, 3 * SECOND) : readDelays.remove();
        life.after(takes, () -> {
            if (isReadFailing(request.name)) {
                fail(request, "RuntimeError");
            } else {
                succeed(request, rows(body));
            }
        });
    }

    private String rows(JsonNode body) {
        String about = body.has("name_match") ? "named" : body.has("job_ids") ? "ids" : "list";
        List<SimulatedJob> all = new ArrayList<>(seen(faults.hits(Fault.READ_STALE, about)));
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

    private Collection<SimulatedJob> seen(boolean stale) {
        if (!stale || past.isEmpty()) {
            return jobs.values();
        }
        long at = time.now() - chance.between(OLDEST_READING * 4 / 5, OLDEST_READING);
        return past.stream()
                .filter(snapshot -> snapshot.at() >= at)
                .findFirst()
                .map(Snapshot::jobs)
                .orElse(jobs.values());
    }

    private boolean isReadFailing(String about) {
        return faults.hits(Fault.READ_FAILS, about);
    }

    private Reply garbage() {
        return switch (chance.among(4)) {
            case 0 -> new Reply(500, Map.of("content-type", "text/plain"), "Internal Server Error");
            case 1 -> new Reply(200, Map.of("content-type", "text/html"), "<html>Log in</html>");
            case 2 -> new Reply(502, Map.of("content-type", "text/html"), "<html>Bad gateway</html>");
            default -> new Reply(200, Map.of("content-type", "application/json"), "[{\"job");
        };
    }

    private void succeed(Request request, String value) {
        request.status = "SUCCEEDED";
        request.value = value;
        request.waiting.forEach(Runnable::run);
    }

    private void fail(Request request, String type) {
        request.status = "FAILED";
        request.error = "{\"type\":\"" + type + "\",\"message\":\"it failed\"}";
        request.waiting.forEach(Runnable::run);
    }

    private void result(String id, Consumer<Reply> answer) {
        Request request = requests.get(id);
        if (request == null) {
            answer.accept(new Reply(
                    404,
                    Map.of("content-type", "application/json"),
                    "{\"detail\":\"Request '" + id + "' not found\"}"));
            return;
        }
        Runnable reply = () -> answer.accept(resultOf(request));
        if (request.status.equals("RUNNING")) {
            request.waiting.add(reply);
        } else {
            reply.run();
        }
    }

    private Reply resultOf(Request request) {
        if (isReadFailing("get " + request.name) && !request.name.equals("/jobs/launch")) {
            return garbage();
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("request_id", request.id).put("status", request.status);
        result.put("return_value", request.value == null ? "null" : request.value);
        result.put("error", request.error == null ? "null" : request.error);
        if (!request.status.equals("FAILED")) {
            return ok(result.toString());
        }
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.set("detail", result);
        return new Reply(500, Map.of("content-type", "application/json"), detail.toString());
    }

    private String status() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Request request : requests.values()) {
            if (request.name.equals("/jobs/launch")) {
                all.addObject()
                        .put("request_id", request.id)
                        .put("status", request.status)
                        .put("request_body", request.body);
            }
        }
        return all.toString();
    }

    private static Reply ok(String body) {
        return new Reply(200, Map.of("content-type", "application/json"), body);
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request is no JSON: " + body, e);
        }
    }
}
