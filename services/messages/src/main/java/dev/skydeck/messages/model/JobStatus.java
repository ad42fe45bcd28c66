package dev.skydeck.messages.model;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What SkyPilot's status words mean. Unknown words count as alive until the server gives an end time. */
public final class JobStatus {
    private static final Set<String> TERMINAL = Set.of(
            "SUCCEEDED",
            "CANCELLED",
            "FAILED",
            "FAILED_SETUP",
            "FAILED_PRECHECKS",
            "FAILED_NO_RESOURCE",
            "FAILED_DRIVER",
            "FAILED_CONTROLLER");
    private static final Set<String> ALIVE = Set.of(
            "PENDING", "SUBMITTED", "STARTING", "SETTING_UP", "RUNNING", "RECOVERING", "CANCELLING", "WINDING_DOWN");
    /** A cluster's job before it is queued; in files of the original also one that has ended. */
    private static final String INIT = "INIT";

    private static final Pattern EXIT_CODE = Pattern.compile("exited with exit code (\\d{1,9})");

    private JobStatus() {}

    /** Whether SkyDeck knows the word. */
    public static boolean isKnown(String status) {
        return TERMINAL.contains(status) || ALIVE.contains(status) || status.equals(INIT);
    }

    /** Whether the job has ended; an unknown word has when the server gave an end time. */
    public static boolean isTerminal(ObservedJob job) {
        return isTerminal(job.status(), job.endedAt());
    }

    /** As {@link #isTerminal(ObservedJob)}, for a word and the end time the server gave; null for none. */
    public static boolean isTerminal(String status, @Nullable Instant endedAt) {
        return TERMINAL.contains(status) || (!ALIVE.contains(status) && endedAt != null);
    }

    /** The status in the original's eight words. */
    public static CurrentState state(ObservedJob job) {
        return switch (job.status()) {
            case "PENDING", "SUBMITTED" -> CurrentState.PENDING;
            case "STARTING", "SETTING_UP" -> CurrentState.STARTING;
            case INIT -> CurrentState.INIT;
            case "RUNNING", "RECOVERING", "CANCELLING", "WINDING_DOWN" -> CurrentState.RUNNING;
            case "SUCCEEDED" -> CurrentState.SUCCEEDED;
            case "CANCELLED" -> CurrentState.CANCELLED;
            default -> job.status().startsWith("FAILED") ? CurrentState.FAILED : CurrentState.UNKNOWN;
        };
    }

    /** The exit code as SkyPilot's failure sentence names it, 0 for SUCCEEDED, else empty. */
    public static OptionalInt exitCode(ObservedJob job) {
        if (job.status().equals("SUCCEEDED")) {
            return OptionalInt.of(0);
        }
        String reason = job.failureReason();
        Matcher m = EXIT_CODE.matcher(reason == null ? "" : reason);
        return m.find() ? OptionalInt.of(Integer.parseInt(m.group(1))) : OptionalInt.empty();
    }
}
