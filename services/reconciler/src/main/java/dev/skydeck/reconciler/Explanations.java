package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.model.Explanation;
import dev.skydeck.messages.model.Explanation.Inputs;
import dev.skydeck.messages.model.Explanation.OfLaunch;
import dev.skydeck.messages.model.Explanation.OfProgress;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.Progress;
import dev.skydeck.reconciler.LaunchNotes.Absence;
import dev.skydeck.reconciler.LaunchNotes.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A decision with what it was made by, for a person. */
final class Explanations {
    private Explanations() {}

    static Explanation of(
            View view, Knowledge knowledge, Decision decision, Optional<String> violation, long nowNanos) {
        Situation situation = Situation.of(view);
        Observation seen = knowledge.observation();
        List<OfLaunch> launches = view.launches().stream()
                .map(launch -> of(launch, situation, knowledge.notes(launch.id()), nowNanos))
                .toList();
        return new Explanation(
                view.experiment().id(),
                view.revision(),
                decision.rows(),
                violation.isPresent()
                        ? List.of()
                        : decision.actions().stream().map(Explanations::words).toList(),
                violation.map(what -> List.of(ConditionText.quarantined(what))).orElse(decision.conditions()),
                decision.wakeAfter().map(Duration::toMillis).orElse(null),
                violation.orElse(null),
                new Inputs(
                        knowledge.barrierPassed(),
                        seen == null ? null : millis(nowNanos - seen.askedNanos()),
                        seen != null && seen.isUsable(nowNanos),
                        knowledge.settleMillis(),
                        knowledge.openLaunches(),
                        knowledge.relaunches().size(),
                        view.experiment().runRequest(),
                        view.attempts(),
                        progress(view),
                        launches));
    }

    private static @Nullable OfProgress progress(View view) {
        Progress progress = view.progress();
        return progress == null
                ? null
                : new OfProgress(progress.runSeconds(), progress.gpuSeconds(), progress.running(), progress.epoch());
    }

    private static OfLaunch of(Launch launch, Situation situation, LaunchNotes notes, long nowNanos) {
        String status = situation.status(launch);
        Seen seen = notes.status();
        Absence absence = notes.absence();
        return new OfLaunch(
                launch.id(),
                launch.state(),
                launch.runRequest(),
                status.isEmpty() ? null : status,
                seen == null ? null : millis(nowNanos - seen.sinceNanos()),
                notes.evidence() == null ? null : notes.evidence().evidence(),
                absence == null ? 0 : absence.looks(),
                absence == null ? null : millis(absence.lastNanos() - absence.firstNanos()),
                notes.evidence() != null && notes.evidence().requestMissing(),
                launch.cancelAttempts());
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static String words(Action action) {
        if (action instanceof Action.OpenLaunch) {
            return "open a launch";
        }
        if (action instanceof Action.SendLaunch send) {
            return "send launch " + send.launch().sequence();
        }
        if (action instanceof Action.RenewIntent renew) {
            return "begin to send launch " + renew.launch().sequence() + " anew";
        }
        if (action instanceof Action.Abandon abandon) {
            return "end launch " + abandon.launch().sequence() + " as " + abandon.end();
        }
        if (action instanceof Action.LookUp look) {
            return "look for launch " + look.launch().sequence() + " at SkyPilot";
        }
        if (action instanceof Action.CancelJob cancel) {
            return "cancel job " + cancel.launch().jobId();
        }
        if (action instanceof Action.StopByRule stop) {
            return "stop it: " + stop.reason();
        }
        if (action instanceof Action.EndCluster end) {
            return (end.down() ? "take down" : "stop") + " the cluster "
                    + end.cluster().name();
        }
        throw new IllegalStateException("no words for " + action);
    }
}
