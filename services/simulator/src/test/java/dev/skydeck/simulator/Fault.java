package dev.skydeck.simulator;

/** What can go wrong, and how often at most. */
enum Fault {
    /** A launch never arrives, and its sender waits in vain. */
    POST_LOST(0.5),
    /** A launch arrives up to fifteen seconds late. */
    POST_SLOW(0.5),
    /** A launch arrives and its answer does not. */
    ANSWER_LOST(0.5),
    /** A launch that was taken becomes a job up to fifty seconds later. */
    JOB_SLOW(0.3),
    /** The request of a launch fails; a job may come of it all the same. */
    REQUEST_FAILS(0.2),
    /** The connection is refused: nothing is sent. */
    CONNECT_REFUSED(0.3),
    /** The connection takes up to twenty seconds. */
    CONNECT_SLOW(0.2),
    /** SkyPilot answers 503: not accepted. */
    UNREADY(0.2),
    /** A reading is answered with an error, a web page or garbage. */
    READ_FAILS(0.3),
    /** A reading shows what was up to thirty seconds ago. */
    READ_STALE(0.3),
    /** A reading lacks a row, and its total says so. */
    READ_PARTIAL(0.3),
    /** A reading lacks a row, and nothing says so. */
    READ_SHORT(0.3),
    /** A reading shows nothing at all, as with another user's eyes. */
    READ_EMPTY(0.3),
    /** A cancel is accepted and nothing comes of it. */
    CANCEL_LOST(0.4),
    /** A message, or the answer to one, is lost. */
    BUS_LOSES(0.05),
    /** A message comes twice. */
    BUS_DOUBLES(0.1),
    /** A message is up to twenty seconds late. */
    BUS_DELAYS(0.03),
    /** A write to the file fails. */
    DISK_FULL(0.05),
    /** A process dies at once. */
    KILL(0),
    /** A process does nothing for a while and then goes on. */
    PAUSE(0),
    /** SkyPilot's server dies and comes back. */
    SERVER_RESTART(0),
    /** Somebody cancels a job past us. */
    CANCELLED_BY_HAND(0),
    /** A job of somebody else has an experiment's name. */
    FOREIGN_JOB(0),
    /** A second reconciler is started beside the first. */
    SECOND_RECONCILER(0),
    /** The wall clock of the store's machine is set, forwards or backwards. */
    CLOCK_SET(0);

    private final double most;

    Fault(double most) {
        this.most = most;
    }

    /** The highest probability in any run; 0 for one that the run's plan brings. */
    double most() {
        return most;
    }
}
