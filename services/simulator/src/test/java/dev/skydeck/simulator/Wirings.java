package dev.skydeck.simulator;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.LaunchRequest.OpenLaunch;
import dev.skydeck.messages.LaunchRequest.RecordCancel;
import dev.skydeck.messages.LaunchRequest.RecordLaunchOutcome;
import dev.skydeck.messages.ObservationRequest.BeginObservation;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchOutcome;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.reconciler.SimulatedReconciler;
import dev.skydeck.store.SimulatedStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Wirings that lack one guard. */
final class Wirings {
    private Wirings() {}

    /** The reconciler decides otherwise. */
    static Wiring deciding(SimulatedReconciler.Mutation mutation) {
        return new Wiring() {
            @Override
            SimulatedReconciler.Mutation mutation() {
                return mutation;
            }
        };
    }

    /** SQLite is asked something else. */
    static Wiring asking(UnaryOperator<String> statements, String... before) {
        return new Wiring() {
            @Override
            void begin(SimulatedStore store, SimulatedSkyPilot server) {
                for (String sql : before) {
                    store.execute(sql);
                }
            }

            @Override
            String statement(String sql) {
                return statements.apply(sql);
            }
        };
    }

    /** Requests are other ones by the time they are handled. */
    private abstract static class Changing extends Wiring {
        private @Nullable SimulatedStore store;

        @Override
        void begin(SimulatedStore file, SimulatedSkyPilot server) {
            store = file;
        }

        SimulatedStore store() {
            return Objects.requireNonNull(store);
        }

        long number(String sql, Object... parameters) {
            return ((Number) Objects.requireNonNull(
                            store().rows(sql, parameters).get(0).get(0)))
                    .longValue();
        }
    }

    // The value was made by the handler of the same request.
    @SuppressWarnings("unchecked")
    private static <R, T> Future<R> mapped(Future<R> answer, UnaryOperator<T> change) {
        return answer.map(value -> (R) change.apply((T) value));
    }

    @SuppressWarnings("unchecked")
    private static <R> Future<R> other(Wiring.Handling handling, Request<?> request) {
        return (Future<R>) handling.handle(request);
    }

    /** A launch whose answer was lost counts as unsent. */
    static Wiring retryingBlindly() {
        return new Wiring() {
            @Override
            <R> Future<R> around(Request<R> request, Handling handling) {
                return request instanceof RecordLaunchOutcome outcome
                                && outcome.outcome() instanceof LaunchOutcome.Unclear unclear
                        ? other(
                                handling,
                                new RecordLaunchOutcome(
                                        outcome.launchId(),
                                        outcome.attempt(),
                                        outcome.claim(),
                                        new LaunchOutcome.NotSent(unclear.reason())))
                        : handling.handle(request);
            }
        };
    }

    /** Outcomes count whoever claimed, and whatever the attempt. */
    static Wiring believingAnyClaim() {
        return new Changing() {
            @Override
            <R> Future<R> around(Request<R> request, Handling handling) {
                if (!(request instanceof RecordLaunchOutcome outcome)) {
                    return handling.handle(request);
                }
                List<@Nullable Object> row = store().rows(
                                "select attempt, coalesce(claim, '') from launches where id = ?", outcome.launchId())
                        .get(0);
                return other(
                        handling,
                        new RecordLaunchOutcome(
                                outcome.launchId(),
                                (Integer) Objects.requireNonNull(row.get(0)),
                                String.valueOf(row.get(1)),
                                outcome.outcome()));
            }
        };
    }

    /** A claim is granted whoever had one before. */
    static Wiring grantingEveryClaim() {
        return new Changing() {
            @Override
            @SuppressWarnings("unchecked")
            <R> Future<R> around(Request<R> request, Handling handling) {
                if (!(request instanceof ClaimSend claim)) {
                    return handling.handle(request);
                }
                return handling.handle(request).recover(refused -> {
                    String held = (String)
                            store().rows("select coalesce(claim, '') from launches where id = ?", claim.launchId())
                                    .get(0)
                                    .get(0);
                    int attempt = (int) number("select attempt from launches where id = ?", claim.launchId());
                    return Objects.requireNonNull(held).isEmpty()
                            ? Future.failedFuture(refused)
                            : other(handling, new ClaimSend(claim.launchId(), attempt, held, claim.serverUrl()));
                });
            }
        };
    }

    /** The sender's claim is not kept. */
    static Wiring forgettingClaims() {
        return new Changing() {
            @Override
            <R> Future<R> around(Request<R> request, Handling handling) {
                return request instanceof ClaimSend claim
                        ? handling.handle(request)
                                .onSuccess(sent -> store().execute(
                                                "update launches set state = 'INTENT' where id = " + claim.launchId()))
                        : handling.handle(request);
            }
        };
    }

    /** A launch is opened whatever was launched since the decision. */
    static Wiring openingWhateverWasSeen(UnaryOperator<String> statements, String... before) {
        return new Changing() {
            @Override
            void begin(SimulatedStore file, SimulatedSkyPilot server) {
                super.begin(file, server);
                for (String sql : before) {
                    file.execute(sql);
                }
            }

            @Override
            String statement(String sql) {
                return statements.apply(sql);
            }

            @Override
            <R> Future<R> around(Request<R> request, Handling handling) {
                if (!(request instanceof OpenLaunch open)) {
                    return handling.handle(request);
                }
                long newest = number(
                        "select coalesce(max(id), 0) from launches where experiment_id = ?", open.experimentId());
                long spec = number("select spec_revision from experiments where id = ?", open.experimentId());
                return other(handling, new OpenLaunch(open.epoch(), open.experimentId(), spec, newest, open.reason()));
            }
        };
    }

    /** A launch is opened and claimed whatever is wanted by then. */
    static Wiring openingWhateverIsWanted() {
        return new Changing() {
            @Override
            <R> Future<R> around(Request<R> request, Handling handling) {
                long experiment = request instanceof OpenLaunch open
                        ? open.experimentId()
                        : request instanceof ClaimSend claim
                                ? number("select experiment_id from launches where id = ?", claim.launchId())
                                : 0;
                if (experiment == 0) {
                    return handling.handle(request);
                }
                String wanted =
                        String.valueOf(store().rows("select desired_state from experiments where id = ?", experiment)
                                .get(0)
                                .get(0));
                store().execute("update experiments set desired_state = 'RUNNING' where id = " + experiment);
                return handling.handle(request)
                        .onComplete(done -> store().execute("update experiments set desired_state = '" + wanted
                                + "' where id = " + experiment));
            }
        };
    }

    /** A cancel is sent without being recorded first. */
    static Wiring cancellingUnrecorded() {
        return new Changing() {
            private final Map<Long, Launch> cancelled = new HashMap<>();

            @Override
            <R> Future<R> around(Request<R> request, Handling handling) {
                return request instanceof RecordCancel cancel
                        ? handling.handle(request).onSuccess(launch -> {
                            cancelled.put(cancel.launchId(), (Launch) launch);
                            store().execute("update launches set cancel_recorded = 0 where id = " + cancel.launchId());
                        })
                        : handling.handle(request);
            }
        };
    }

    /** Readings are changed before they are recorded. */
    private static Wiring reading(BiFunction<RecordObservation, Changing, RecordObservation> change) {
        return new Changing() {
            @Override
            <R> Future<R> around(Request<R> request, Handling handling) {
                return request instanceof RecordObservation observation
                        ? other(handling, change.apply(observation, this))
                        : handling.handle(request);
            }
        };
    }

    /** A job that a whole reading does not show counts as ended. */
    static Wiring endingWhatIsAbsent(boolean partialCounts) {
        return reading((seen, wiring) -> {
            if (seen.scope() == Scope.SOME || !(seen.complete() || partialCounts)) {
                return seen;
            }
            List<ObservedJob> rows = new ArrayList<>(seen.rows());
            for (List<@Nullable Object> row : wiring.store().rows("select job_id, name from jobs where terminal = 0")) {
                long id = ((Number) Objects.requireNonNull(row.get(0))).longValue();
                if (rows.stream().noneMatch(one -> one.jobId() == id)) {
                    rows.add(ended(id, (String) row.get(1)));
                }
            }
            return with(seen, seen.complete(), rows, seen.totalNoFilter(), seen.askedRevision());
        });
    }

    private static ObservedJob ended(long id, @Nullable String name) {
        return new ObservedJob(
                id,
                0,
                name,
                "FAILED",
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                new JobFacts(null, null, null, null, null, null, null, null, Map.of()));
    }

    private static RecordObservation with(
            RecordObservation seen,
            boolean complete,
            List<ObservedJob> rows,
            @Nullable Long total,
            long askedRevision) {
        return new RecordObservation(
                seen.observationId(),
                seen.server(),
                seen.scope(),
                askedRevision,
                seen.ageMillis(),
                complete,
                seen.chunk(),
                seen.chunks(),
                rows,
                total,
                seen.pauseMillis(),
                seen.settleMillis());
    }

    /** Every reading counts as whole. */
    static Wiring takingPartsForTheWhole() {
        return reading((seen, wiring) -> with(seen, true, seen.rows(), seen.totalNoFilter(), seen.askedRevision()));
    }

    /** What a job was once seen to be may be overwritten though it has ended. */
    static Wiring reopeningEndedJobs() {
        return reading((seen, wiring) -> {
            for (ObservedJob row : seen.rows()) {
                if (row.endedAt() == null) {
                    wiring.store()
                            .execute("update jobs set terminal = 0, status = 'RUNNING', ended_at = null where job_id = "
                                    + row.jobId() + " and terminal = 1");
                }
            }
            return seen;
        });
    }

    /** No job is known that must be there, nor how many. */
    static Wiring knowingNoControlJob() {
        return new Wiring() {
            @Override
            <R> Future<R> around(Request<R> request, Handling handling) {
                if (request instanceof RecordObservation seen) {
                    return other(handling, with(seen, seen.complete(), seen.rows(), null, seen.askedRevision()));
                }
                return request instanceof BeginObservation
                        ? Wirings.<R, ObservationStart>mapped(
                                handling.handle(request),
                                start -> new ObservationStart(
                                        start.revision(),
                                        start.server(),
                                        start.aliveJobIds(),
                                        Optional.empty(),
                                        -1,
                                        start.unresolved()))
                        : handling.handle(request);
            }
        };
    }

    /** A finding between two looks does not break the run of looks without one. */
    static Wiring countingBrokenRuns() {
        return new Wiring() {
            @Override
            <E extends Event> @Nullable E event(E event) {
                return event instanceof Event.LaunchEvidence seen && seen.evidence() != Evidence.ABSENT ? null : event;
            }
        };
    }

    /** The server takes what comes too late to be sent. */
    static Wiring sendingLate() {
        return new Wiring() {
            @Override
            HttpPeer server(HttpPeer server) {
                return (asker, method, uri, body, writeWithin, answerWithin) ->
                        server.exchange(asker, method, uri, body, Duration.ofHours(1), answerWithin);
            }
        };
    }

    /** SkyPilot's word that a request made a job counts for nothing. */
    static Wiring hidingSuccess() {
        return new Wiring() {
            @Override
            HttpPeer server(HttpPeer server) {
                return (asker, method, uri, body, writeWithin, answerWithin) -> server.exchange(
                                asker, method, uri, body, writeWithin, answerWithin)
                        .map(reply -> uri.startsWith("/api/status")
                                ? new HttpPeer.Reply(
                                        reply.status(),
                                        reply.headers(),
                                        reply.body().replace("SUCCEEDED", "CANCELLED"))
                                : reply);
            }
        };
    }

    /** An error of the queue is read as an empty queue. */
    static Wiring readingErrorsAsEmpty() {
        return new Wiring() {
            @Override
            HttpPeer server(HttpPeer server) {
                return (asker, method, uri, body, writeWithin, answerWithin) -> server.exchange(
                                asker, method, uri, body, writeWithin, answerWithin)
                        .map(reply -> uri.startsWith("/api/get") && reply.status() != 200 && reply.status() != 404
                                ? new HttpPeer.Reply(
                                        200,
                                        Map.of("content-type", "application/json"),
                                        "{\"status\":\"SUCCEEDED\",\"return_value\":"
                                                + "\"{\\\"jobs\\\":[],\\\"total\\\":0}\"}")
                                : reply);
            }
        };
    }
}
