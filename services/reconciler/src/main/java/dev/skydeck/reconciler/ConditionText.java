package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest.Turn;
import dev.skydeck.messages.LaunchRequest.UsedCluster;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.SpecChanges;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sentence of every condition: what is the matter and what happens next. A sentence holds nothing that changes by
 * itself, such as an age: each change of it is a new revision for everybody who watches.
 */
final class ConditionText {
    /** So many changes are told of one drift; a condition is a sentence. */
    private static final int CHANGES_TOLD = 5;

    private static final int CHANGE_LENGTH = 120;

    private ConditionText() {}

    static ConditionReport stale(Launch launch) {
        return report(
                ConditionType.Stale,
                "SkyPilot's queue was not read lately, so what is shown of " + job(launch)
                        + " may be old. It is read again as soon as SkyPilot answers.");
    }

    static ConditionReport staleStop(Launch launch) {
        return report(
                ConditionType.Stale,
                "SkyPilot's queue was not read lately. The cancel of " + job(launch)
                        + " is sent all the same; whether it worked is seen once SkyPilot answers.");
    }

    static ConditionReport otherServer(Launch launch) {
        return report(
                ConditionType.Stale,
                job(launch)
                        + " is on another SkyPilot server than the one that is connected. It is left alone until that"
                        + " server is connected again.");
    }

    static ConditionReport held(ConditionType hold) {
        return report(
                hold,
                switch (hold) {
                    case Imported ->
                        "It came from another file, so nothing is launched or cancelled until you release it.";
                    case Restored ->
                        "It came back from a backup, so nothing is launched or cancelled until you release it.";
                    case ServerReplaced ->
                        "Another database is behind SkyPilot's address, so nothing is launched or cancelled until you have accepted"
                                + " that server and release it.";
                    case Paused -> "It is paused: nothing is launched or cancelled until you release it.";
                    default -> "It is held: nothing is launched or cancelled until you release it.";
                });
    }

    static ConditionReport duplicates(List<Launch> all, @Nullable Launch kept) {
        String jobs = all.stream().map(ConditionText::job).sorted().collect(Collectors.joining(" and "));
        return report(
                ConditionType.Duplicate,
                kept == null
                        ? jobs + " both run for this experiment and are being cancelled."
                        : jobs + " both run for this experiment. " + job(kept) + " is kept, the rest is cancelled.");
    }

    static ConditionReport foreign(Job job) {
        return report(
                ConditionType.Conflict,
                "Job " + job.key().jobId()
                        + " runs for this experiment, but SkyDeck did not launch it. Nothing is launched while it runs,"
                        + " and only you can cancel it.");
    }

    static ConditionReport foreignStopped(Job job) {
        return report(
                ConditionType.Conflict,
                "Job " + job.key().jobId()
                        + " still runs, but SkyDeck did not launch it and does not cancel it. Cancel it in SkyPilot.");
    }

    static ConditionReport sendFailed(Launch launch) {
        String why = launch.reason() == null ? "" : " " + sentence(launch.reason());
        return report(
                ConditionType.Backoff,
                "The launch could not be handed to SkyPilot; nothing was sent." + why + " It is tried again.");
    }

    static ConditionReport requestActive() {
        return report(
                ConditionType.Waiting, "SkyPilot is still working on the launch; its job is not in the queue yet.");
    }

    static ConditionReport jobExpected(Launch launch) {
        return report(ConditionType.Waiting, "SkyPilot made " + job(launch) + "; it was not seen in the queue yet.");
    }

    static ConditionReport ambiguous(boolean wanted) {
        return report(
                ConditionType.LaunchAmbiguous,
                "It is not known whether SkyPilot took the launch. It is looked for; "
                        + (wanted
                                ? "nothing is launched again before that is known."
                                : "if a job of it turns up, that job is cancelled."));
    }

    static ConditionReport ambiguousForLong() {
        return report(
                ConditionType.LaunchAmbiguous,
                "It has not been known for half an hour whether SkyPilot took the launch. It is still looked for, and nothing is"
                        + " launched again. Look at SkyPilot: adopt its job, or say that there is none.");
    }

    static ConditionReport cancellingBeforeRun(Launch launch) {
        return report(ConditionType.Waiting, job(launch) + " is being cancelled. A new run starts after it has ended.");
    }

    static ConditionReport cancelResent(Launch launch) {
        return report(
                ConditionType.Waiting,
                "SkyPilot was told to cancel " + job(launch) + ", yet it goes on. It is told again.");
    }

    static ConditionReport slowCancel(Launch launch) {
        return report(
                ConditionType.SlowCancel,
                job(launch) + " goes on although SkyPilot was told again and again to cancel it. Look at SkyPilot's"
                        + " controller.");
    }

    static ConditionReport cancellingByOthers(Launch launch) {
        return report(ConditionType.Waiting, job(launch) + " is being cancelled, not by SkyDeck.");
    }

    static ConditionReport stuck(Launch launch) {
        return report(
                ConditionType.StuckLaunch,
                job(launch)
                        + " is pending and SkyPilot does not work on it, as after a crash of its server. It is cancelled and"
                        + " launched again, unless SkyPilot still works on its launch.");
    }

    static ConditionReport stuckAgain(Launch launch) {
        return report(
                ConditionType.StuckLaunch,
                job(launch)
                        + " is pending and SkyPilot does not work on it. It was cancelled and launched again several times"
                        + " within an hour: it is tried again later. Look at SkyPilot's server.");
    }

    static ConditionReport stuckUnread(Launch launch) {
        return report(
                ConditionType.StuckLaunch,
                job(launch)
                        + " is pending and SkyPilot does not work on it. It is cancelled and launched again as soon as the"
                        + " queue was read anew.");
    }

    static ConditionReport slowStart(Launch launch, String details) {
        return report(ConditionType.SlowStart, job(launch) + " waits for resources: " + sentence(details));
    }

    static ConditionReport unknownStatus(Launch launch, String status) {
        return report(
                ConditionType.Waiting,
                job(launch) + " has the status " + status
                        + ", which SkyDeck does not know. It counts as running until SkyPilot gives an end time.");
    }

    static ConditionReport unseen(Launch launch) {
        return report(ConditionType.Waiting, "SkyPilot's queue did not show " + job(launch) + " yet.");
    }

    static ConditionReport lost(Launch launch) {
        return report(
                ConditionType.Lost,
                "SkyPilot does not show " + job(launch)
                        + " any more, though it shows what else it must. Nothing is launched in its"
                        + " place by itself. Look at SkyPilot; Relaunch begins another.");
    }

    static ConditionReport lostStop(Launch launch) {
        return report(
                ConditionType.Lost,
                "SkyPilot does not show " + job(launch)
                        + " any more. It is told to cancel it all the same; after another while it"
                        + " counts as ended.");
    }

    /** Why a launch is ended whose job SkyPilot does not show any more. */
    static String lostAndEnded() {
        return "SkyPilot does not show its job any more, though it was asked again and again, and by its id.";
    }

    /** @param now as it is specified now */
    static ConditionReport drift(Launch launch, ExperimentSpec now) {
        List<String> changes = Stream.concat(
                        SpecChanges.fields(launch.spec(), now).stream(),
                        SpecChanges.flags(launch.spec().flags(), now.flags()).stream())
                .map(change -> cut(change.words()))
                .toList();
        String more = changes.size() <= CHANGES_TOLD ? "" : " and " + (changes.size() - CHANGES_TOLD) + " more";
        return report(
                ConditionType.ConfigDrift,
                "It was edited after " + job(launch) + " was launched: "
                        + changes.stream().limit(CHANGES_TOLD).collect(Collectors.joining(", ")) + more
                        + ". The edit applies to the next run; Relaunch ends this one and begins it.");
    }

    private static String cut(String text) {
        return text.length() <= CHANGE_LENGTH ? text : text.substring(0, CHANGE_LENGTH) + "…";
    }

    static ConditionReport bootBarrier() {
        return report(
                ConditionType.Waiting,
                "It is launched once SkyPilot's whole queue has been read after SkyDeck's start.");
    }

    static ConditionReport turn(Turn turn) {
        if (turn.waitsForMoney()) {
            return report(
                    ConditionType.BudgetHold,
                    "It waits for money: " + turn.what() + ". It goes on once less was spent within that time.");
        }
        return report(
                ConditionType.BudgetHold,
                "It waits for its turn: " + turn.what() + ". Higher priority goes first, then who asked first.");
    }

    static ConditionReport tooManyRelaunches(int most) {
        return report(
                ConditionType.BudgetHold,
                "It was launched again " + most
                        + " times within an hour, as often as allowed. It goes on later; Run starts it at once.");
    }

    static ConditionReport completed() {
        return report(ConditionType.Completed, "It ran to its end. Run starts it again.");
    }

    static ConditionReport cancelledByUs(Launch launch) {
        return report(ConditionType.Waiting, job(launch) + " was cancelled. Run starts it again.");
    }

    static ConditionReport cancelledByOthers(Launch launch) {
        return report(
                ConditionType.ExternallyCancelled,
                job(launch) + " was cancelled, not by SkyDeck. It stays so until you press Run.");
    }

    /** @param retries that were made; 0 for none */
    static ConditionReport failed(Launch launch, String status, @Nullable String reason, int retries) {
        String tried =
                retries == 0 ? "" : " It was launched again " + times(retries) + ", as often as its rules allow.";
        String next = switch (status) {
            case "FAILED_PRECHECKS" -> " Running it again without an edit will not help.";
            default -> " Run starts it again.";
        };
        return report(ConditionType.Failed, ended(launch, status, reason) + tried + next);
    }

    /** How a job ended. */
    static String ended(Launch launch, String status, @Nullable String reason) {
        return job(launch) + " ended as " + status
                + (reason == null || reason.isBlank() ? "." : ": " + sentence(reason));
    }

    /** That it is launched again after a pause. */
    static ConditionReport again(String ended, Restarts.Verdict.Again again) {
        return report(ConditionType.Backoff, retry(ended, again) + " Run starts it now.");
    }

    /** Why it is launched again. */
    static String retry(String ended, Restarts.Verdict.Again again) {
        return ended + " Its rules want it launched again"
                + (again.most() == 0 ? "." : ": retry " + again.retry() + " of " + again.most() + ".");
    }

    static ConditionReport crashLoop(String ended, int runs) {
        return report(
                ConditionType.CrashLoop,
                ended + " It failed " + times(runs)
                        + " in a row soon after its start, so it is not launched again. Edit it or press" + " Run.");
    }

    static ConditionReport stoppedByRule(String reason) {
        return report(ConditionType.StopRule, "A stop rule stopped it. " + reason + " Run starts it again.");
    }

    /** Why a launch of which no job came is followed by another. */
    static String relaunched(Launch launch) {
        return "Launch " + launch.sequence() + " came to nothing.";
    }

    private static String times(int number) {
        return number == 1 ? "once" : number == 2 ? "twice" : number + " times";
    }

    static ConditionReport refused(Launch launch) {
        String why = launch.reason() == null ? "." : ": " + sentence(launch.reason());
        return report(ConditionType.LaunchRefused, "SkyPilot refused the launch" + why + " Edit it or press Run.");
    }

    static ConditionReport deleting() {
        return report(ConditionType.Deleting, "It is deleted once its job has ended.");
    }

    static ConditionReport ending(UsedCluster cluster, boolean down) {
        String why = cluster.trouble() == null
                ? ""
                : " SkyPilot's last answer was: " + sentence(cluster.trouble()) + " It is tried again.";
        return report(
                ConditionType.ClusterRemains,
                "The cluster " + cluster.name() + " is being " + (down ? "taken down." : "stopped.") + why);
    }

    static ConditionReport shared(UsedCluster cluster) {
        return report(
                ConditionType.ClusterRemains,
                "The cluster " + cluster.name() + " is left as it is: somebody else uses it, too.");
    }

    static ConditionReport notOurs(UsedCluster cluster) {
        return report(
                ConditionType.ClusterRemains,
                "The cluster " + cluster.name()
                        + " is left as it is: SkyDeck did not make it. Adopt it if SkyDeck shall end it.");
    }

    static ConditionReport quarantined(String violation) {
        return report(
                ConditionType.Conflict,
                "SkyDeck stopped acting on this experiment, because a check of its own failed: " + sentence(violation)
                        + " Please report it; a restart of the reconciler tries again.");
    }

    /** Why an intent is ended unsent. */
    static String unsent(boolean wanted) {
        return wanted
                ? "It was never sent and its time is over; another launch takes its place."
                : "It was never sent and is no longer wanted.";
    }

    /** Why a launch is ended as never created. */
    static String neverCreated() {
        return "SkyPilot was asked again and again, for the whole settle window, and has neither its request nor a job of"
                + " it.";
    }

    /** Why a job that nobody works on is cancelled. */
    static String cancelStuck() {
        return "SkyPilot left it pending and does not work on it; another launch takes its place.";
    }

    /** Why a job is cancelled. */
    static String cancel(boolean duplicate, boolean deleted) {
        if (duplicate) {
            return "Another job of this experiment goes on.";
        }
        return deleted ? "The experiment was deleted." : "The experiment is to be stopped.";
    }

    private static String job(Launch launch) {
        return launch.jobId() == null ? "The job of launch " + launch.sequence() : "Job " + launch.jobId();
    }

    private static String sentence(String text) {
        String trimmed = text.strip();
        return trimmed.isEmpty() || ".!?".indexOf(trimmed.charAt(trimmed.length() - 1)) >= 0 ? trimmed : trimmed + ".";
    }

    private static ConditionReport report(ConditionType type, String reason) {
        return new ConditionReport(type, reason);
    }
}
