package dev.skydeck.reconciler;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.reconciler.Knowledge.ClusterEnd;
import dev.skydeck.reconciler.LaunchNotes.Absence;
import dev.skydeck.reconciler.LaunchNotes.Cancelling;
import dev.skydeck.reconciler.LaunchNotes.Missing;
import dev.skydeck.reconciler.LaunchNotes.Phase;
import dev.skydeck.reconciler.LaunchNotes.Seen;
import dev.skydeck.reconciler.LaunchNotes.Sending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What this process has seen and asked for since it started. Used on one event loop. A restart forgets it all, which
 * costs time and never a second launch: whatever must survive is in the store.
 */
final class Memory {
    private static final long DEFAULT_SETTLE_MILLIS = 180_000;
    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

    private final Map<Long, OfExperiment> experiments = new HashMap<>();
    private final Map<Long, Long> owners = new HashMap<>();
    private final Set<Long> withOpenLaunch = new HashSet<>();
    private final WaitingLines waiting = new WaitingLines();
    private long startedNanos;
    private boolean barrierPassed;
    private @Nullable Observation observation;
    private final Map<Long, Observation> ofClusters = new HashMap<>();
    private final Map<ClusterEnd, Knowledge.Ending> endings = new HashMap<>();
    private long settleMillis = DEFAULT_SETTLE_MILLIS;

    /** What is remembered of one experiment. */
    private static final class OfExperiment {
        private final Map<Long, LaunchNotes> launches = new HashMap<>();
        private final Set<Long> relaunches = new HashSet<>();
        private final List<Long> relaunchedNanos = new ArrayList<>();
        private boolean needsReadings;
        private long revision;
        private @Nullable Long specRevision;
        private @Nullable Long editedNanos;
        private StatedTimes stated = StatedTimes.NONE;
    }

    Memory(long nowNanos) {
        this.startedNanos = nowNanos;
    }

    boolean isBarrierPassed() {
        return barrierPassed;
    }

    /** As after a restart: what was read before a long pause of this process is worth nothing. */
    void forgetReadings(long nowNanos) {
        startedNanos = nowNanos;
        barrierPassed = false;
        observation = null;
        ofClusters.clear();
        experiments
                .values()
                .forEach(of -> of.launches.replaceAll(
                        (id, notes) -> notes.with(null, null).withMissing(null)));
    }

    /** Takes in a reading. Answers whether it passed the boot barrier. */
    boolean observed(Event.Observed event, long nowNanos) {
        settleMillis = event.settleMillis();
        // Another database may be behind the address: nothing is launched before it shows what it must.
        barrierPassed &= !event.shrunk();
        if (!event.complete() || event.scope() == Scope.SOME) {
            return false;
        }
        long asked = nowNanos - Duration.ofMillis(event.ageMillis()).toNanos();
        missing(event, asked);
        Observation seen = Observation.of(event.server(), event.askedRevision(), asked, event.pauseMillis());
        if (event.cluster()) {
            ofClusters.merge(event.server(), seen, Memory::newer);
            return false;
        }
        observation = observation == null ? seen : newer(observation, seen);
        boolean passes = !barrierPassed && event.scope() == Scope.WHOLE;
        barrierPassed |= passes;
        return passes;
    }

    /** A reading that shows the job again breaks the run. */
    private void missing(Event.Observed event, long asked) {
        Set<Long> missing = Set.copyOf(event.missing());
        for (OfExperiment of : experiments.values()) {
            of.launches.replaceAll((id, notes) -> {
                Missing run = notes.missing();
                if (!missing.contains(id)) {
                    return run != null && run.server() == event.server() ? notes.withMissing(null) : notes;
                }
                return notes.withMissing(
                        run == null || run.server() != event.server()
                                ? new Missing(event.server(), asked, asked, 1)
                                : asked - run.lastNanos() <= 0
                                        ? run
                                        : new Missing(run.server(), run.firstNanos(), asked, run.readings() + 1));
            });
        }
    }

    private static Observation newer(Observation before, Observation seen) {
        return seen.askedNanos() - before.askedNanos() > 0 ? seen : before;
    }

    /** Takes in what a look found. Answers whose launch it was, when that is known. */
    Optional<Long> evidence(Event.LaunchEvidence event, long nowNanos) {
        Long owner = owners.get(event.launchId());
        if (owner == null) {
            return Optional.empty();
        }
        settleMillis = event.settleMillis();
        long began = nowNanos - Duration.ofMillis(event.ageMillis()).toNanos();
        change(owner, event.launchId(), notes -> {
            Sending sending = notes.sending();
            boolean beforeSend = sending != null && began - sending.sinceNanos() <= 0;
            return beforeSend ? notes : notes.with(event, absence(notes.absence(), event, began));
        });
        return Optional.of(owner);
    }

    /** The unbroken run of looks without a finding: any other finding breaks it, as does a restart of the server. */
    private static @Nullable Absence absence(@Nullable Absence run, Event.LaunchEvidence event, long began) {
        if (event.evidence() != Evidence.ABSENT) {
            return null;
        }
        long longestGap =
                Duration.ofMillis(Math.max(event.settleMillis(), 60_000)).toNanos();
        boolean goesOn =
                run != null && run.requestMissing() == event.requestMissing() && began - run.lastNanos() <= longestGap;
        if (run == null || !goesOn) {
            return new Absence(began, began, 1, event.requestMissing());
        }
        // A doubled event is the same look.
        return began - run.lastNanos() < Duration.ofMillis(100).toNanos()
                ? run
                : new Absence(run.firstNanos(), began, run.looks() + 1, run.requestMissing());
    }

    /** Takes in a view as it was read from the store. Answers false for one that is older than the last. */
    boolean viewed(View view, long nowNanos) {
        long id = view.experiment().id();
        OfExperiment of = experiments.computeIfAbsent(id, any -> new OfExperiment());
        if (view.revision() < of.revision) {
            return false;
        }
        of.revision = view.revision();
        long specRevision = view.experiment().specRevision();
        if (of.specRevision != null && of.specRevision != specRevision) {
            of.editedNanos = nowNanos;
        }
        of.specRevision = specRevision;
        Situation situation = Situation.of(view);
        of.needsReadings =
                !situation.alive().isEmpty() || !situation.unresolved().isEmpty();
        Set<Long> kept = new HashSet<>();
        for (Launch launch : view.launches()) {
            kept.add(launch.id());
            owners.put(launch.id(), id);
            Optional<Job> job = situation.job(launch);
            if (job.isPresent()) {
                seen(
                        of,
                        launch,
                        job.get().observed().status(),
                        job.get().observed().scheduleState(),
                        nowNanos);
            } else if (launch.state() == LaunchState.SENT) {
                seen(of, launch, launch.state().name(), null, nowNanos);
            } else if (launch.endStatus() != null) {
                seen(of, launch, launch.endStatus(), null, nowNanos);
            }
        }
        of.launches.keySet().removeIf(launch -> {
            boolean gone = !kept.contains(launch);
            if (gone) {
                owners.remove(launch);
            }
            return gone;
        });
        of.relaunches.retainAll(kept);
        waiting.put(id, view.turns());
        if (view.launches().stream().anyMatch(launch -> launch.state().isOpen())) {
            withOpenLaunch.add(id);
        } else {
            withOpenLaunch.remove(id);
        }
        return true;
    }

    private static void seen(OfExperiment of, Launch launch, String status, @Nullable String schedule, long nowNanos) {
        LaunchNotes notes = of.launches.getOrDefault(launch.id(), LaunchNotes.NONE);
        Seen before = notes.status();
        if (before == null || !before.status().equals(status) || !Objects.equals(before.scheduleState(), schedule)) {
            of.launches.put(launch.id(), notes.with(new Seen(status, schedule, nowNanos)));
        }
    }

    /** The next few of everything that limits how many run at once. */
    Set<Long> nextInTurn(int few) {
        return waiting.next(few);
    }

    /** There is no such experiment any more. */
    void forget(long experimentId) {
        experiments.remove(experimentId);
        owners.values().removeIf(owner -> owner == experimentId);
        withOpenLaunch.remove(experimentId);
        waiting.remove(experimentId);
    }

    Knowledge knowledge(long experimentId, long nowNanos) {
        OfExperiment of = experiments.computeIfAbsent(experimentId, any -> new OfExperiment());
        of.relaunchedNanos.removeIf(at -> nowNanos - at >= HOUR_NANOS);
        return new Knowledge(
                startedNanos,
                barrierPassed,
                observation,
                ofClusters,
                settleMillis,
                withOpenLaunch.size(),
                of.relaunchedNanos,
                of.editedNanos,
                of.launches,
                endings);
    }

    /** Whether these conditions say of their next steps what was stated last. */
    boolean isAsStated(long experimentId, List<ConditionReport> conditions, long nowNanos) {
        return experiments
                .computeIfAbsent(experimentId, any -> new OfExperiment())
                .stated
                .isAsNow(conditions, nowNanos);
    }

    void stated(long experimentId, List<ConditionReport> conditions, long nowNanos) {
        experiments.computeIfAbsent(experimentId, any -> new OfExperiment()).stated =
                StatedTimes.of(conditions, nowNanos);
    }

    /** The experiments whose next step a reading may change. */
    List<Long> needingReadings() {
        return experiments.entrySet().stream()
                .filter(entry -> entry.getValue().needsReadings)
                .map(Map.Entry::getKey)
                .toList();
    }

    void opened(Launch launch, boolean relaunch, long nowNanos) {
        if (relaunch) {
            experiments
                    .computeIfAbsent(launch.experimentId(), any -> new OfExperiment())
                    .relaunches
                    .add(launch.id());
        }
        owners.put(launch.id(), launch.experimentId());
        withOpenLaunch.add(launch.experimentId());
        renewed(launch, launch.attempt(), nowNanos);
    }

    void renewed(Launch launch, int attempt, long nowNanos) {
        phase(launch, attempt, Phase.FRESH, nowNanos, 0);
    }

    void unrenewable(Launch launch, int attempt, long nowNanos) {
        phase(launch, attempt, Phase.UNRENEWABLE, nowNanos, 0);
    }

    /** The sender is asked to send it: looks that began before say nothing. */
    void asked(Launch launch, int attempt, long nowNanos) {
        phase(launch, attempt, Phase.ASKED, nowNanos, 0);
        change(launch.experimentId(), launch.id(), notes -> notes.with(null, null));
    }

    /** The sender took the claim: from here it counts for the budget. */
    void claimed(Launch launch, long nowNanos) {
        OfExperiment of = experiments.computeIfAbsent(launch.experimentId(), any -> new OfExperiment());
        if (of.relaunches.remove(launch.id())) {
            of.relaunchedNanos.add(nowNanos);
        }
    }

    /** It is cancelled to be launched again: that counts as a relaunch. */
    void relaunched(Launch launch, long nowNanos) {
        experiments
                .computeIfAbsent(launch.experimentId(), any -> new OfExperiment())
                .relaunchedNanos
                .add(nowNanos);
    }

    void sendFailed(Launch launch, int attempt, long nowNanos) {
        phase(launch, attempt, Phase.FAILED, nowNanos, 1);
    }

    private void phase(Launch launch, int attempt, Phase phase, long nowNanos, int failed) {
        change(launch.experimentId(), launch.id(), notes -> {
            Sending before = notes.sending();
            int failures = (before == null ? 0 : before.failures()) + failed;
            return notes.with(new Sending(attempt, phase, nowNanos, failures));
        });
    }

    void lookAsked(Launch launch, long nowNanos) {
        // Whether SkyPilot works on a job's launch is asked anew each time.
        boolean anew = launch.state() == LaunchState.LIVE;
        change(
                launch.experimentId(),
                launch.id(),
                notes -> (anew ? notes.with(null, notes.absence()) : notes).withLook(nowNanos));
    }

    void cancelAsked(Launch launch, long nowNanos) {
        change(launch.experimentId(), launch.id(), notes -> {
            Cancelling before = notes.cancelling();
            return notes.with(new Cancelling(
                    before == null ? nowNanos : before.firstNanos(),
                    nowNanos,
                    launch.cancelAttempts(),
                    before == null ? 1 : before.times() + 1));
        });
    }

    void endAsked(ClusterEnd end, long nowNanos) {
        Knowledge.Ending before = endings.get(end);
        endings.put(end, new Knowledge.Ending(nowNanos, before == null ? 1 : before.times() + 1));
    }

    private void change(long experimentId, long launchId, UnaryOperator<LaunchNotes> change) {
        Map<Long, LaunchNotes> launches = experiments.computeIfAbsent(experimentId, any -> new OfExperiment()).launches;
        launches.put(launchId, change.apply(launches.getOrDefault(launchId, LaunchNotes.NONE)));
    }
}
