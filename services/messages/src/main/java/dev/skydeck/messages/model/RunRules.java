package dev.skydeck.messages.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an experiment's runs: when an ended one is followed by another, and when a running one is stopped.
 *
 * @param restart which ended jobs are launched again though nobody asked
 * @param maxRetries how many failures of the job itself in a row are followed by another launch, unless {@code restart} is
 *     {@link Restart#NEVER}; 0 to {@value #MOST_RETRIES}
 * @param infraRetries how many failures of the infrastructure in a row are followed by another launch, whatever
 *     {@code restart} says; 0 to {@value #MOST_RETRIES}
 * @param stop when a run is stopped; {@link StopRules#NONE} for never
 */
public record RunRules(Restart restart, int maxRetries, int infraRetries, StopRules stop) {
    public static final int MOST_RETRIES = 50;

    public static final RunRules DEFAULT = new RunRules(Restart.NEVER, 3, 3, StopRules.NONE);

    /** @throws IllegalArgumentException if a number of retries is outside its range */
    public RunRules {
        requireRetries(maxRetries);
        requireRetries(infraRetries);
    }

    private static void requireRetries(int retries) {
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new IllegalArgumentException("retries are 0 to " + MOST_RETRIES + ", not " + retries);
        }
    }

    /** With what an edit says. */
    public RunRules with(Edit edit) {
        return new RunRules(
                edit.restart().orElse(restart),
                edit.maxRetries().orElse(maxRetries),
                edit.infraRetries().orElse(infraRetries),
                edit.stop().orElse(stop));
    }

    /**
     * Whether a job that ended with SkyPilot's word may be followed by a launch that nobody asked for. How often is another
     * question.
     */
    public boolean mayFollow(@Nullable String status) {
        return switch (End.of(status)) {
            case WELL -> restart == Restart.ALWAYS;
            case ITSELF -> restart != Restart.NEVER && maxRetries > 0;
            case INFRASTRUCTURE -> infraRetries > 0;
            case OTHERWISE -> false;
        };
    }

    /** What ended a job. */
    public enum End {
        /** It ran to its end. */
        WELL,
        /** It failed by itself. */
        ITSELF,
        /** SkyPilot or a cloud failed it. */
        INFRASTRUCTURE,
        /** A person did, or a word that says nothing: it is not launched again by itself. */
        OTHERWISE;

        /** @param status SkyPilot's word for an ended job; null when there is none */
        public static End of(@Nullable String status) {
            return switch (status == null ? "" : status) {
                case "SUCCEEDED" -> WELL;
                case "FAILED", "FAILED_SETUP" -> ITSELF;
                case "FAILED_NO_RESOURCE", "FAILED_CONTROLLER", "FAILED_DRIVER" -> INFRASTRUCTURE;
                default -> OTHERWISE;
            };
        }
    }

    /** What is to change; what is empty stays. */
    public record Edit(
            Optional<Restart> restart,
            Optional<Integer> maxRetries,
            Optional<Integer> infraRetries,
            Optional<StopRules> stop) {
        public static final Edit NONE =
                new Edit(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** To exactly these. */
        public static Edit of(RunRules rules) {
            return new Edit(
                    Optional.of(rules.restart),
                    Optional.of(rules.maxRetries),
                    Optional.of(rules.infraRetries),
                    Optional.of(rules.stop));
        }
    }
}
