package dev.skydeck.reconciler;

import java.time.Duration;

/**
 * The numbers behind the decisions.
 *
 * @param relaunchesPerHour of one experiment, counting only launches that no new run request asked for
 * @param looksNeeded looks that must find nothing before a launch counts as never created
 * @param cancelWait how long a cancel that SkyPilot took may show no effect before it is sent again; doubles
 * @param cancelWaitMost the longest of those waits
 * @param slowCancel when a cancel without effect is called slow
 * @param stuckAfter when a job that SkyPilot left pending and inactive is called stuck
 * @param restarts how long is waited before an ended job is followed by another
 */
public record Policy(
        int relaunchesPerHour,
        int looksNeeded,
        Duration cancelWait,
        Duration cancelWaitMost,
        Duration slowCancel,
        Duration stuckAfter,
        Restarts.Pause restarts) {
    public static final Policy DEFAULT = new Policy(
            4,
            3,
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Restarts.Pause.DEFAULT);

    /** The same with so many relaunches of an experiment within an hour. */
    public Policy relaunching(int perHour) {
        return new Policy(perHour, looksNeeded, cancelWait, cancelWaitMost, slowCancel, stuckAfter, restarts);
    }
}
