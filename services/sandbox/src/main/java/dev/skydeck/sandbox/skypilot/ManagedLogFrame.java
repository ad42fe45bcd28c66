package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.JobState.Ended;

/** Around the log of a managed job, as recorded: with signs for a client that turns a wheel while it waits. */
final class ManagedLogFrame implements LogFrame {
    @Override
    public String opening(int id) {
        return LogText.waiting(id, "rich_init");
    }

    @Override
    public String waiting(int id) {
        return LogText.waiting(id, "rich_update") + LogText.waiting(id, "rich_start");
    }

    @Override
    public String running() {
        return LogText.stop();
    }

    @Override
    public String unknown(int id) {
        return LogText.unknown(id);
    }

    @Override
    public String neverStarted(int id, Ended ended) {
        String reason = ended.reason() == null ? "" : "Failure reason: " + ended.reason() + "\n";
        return LogText.exit() + LogText.alreadyOver(id, ended.status()) + reason;
    }

    @Override
    public String finished(String status) {
        return LogText.finished(status) + LogText.exit() + "\n";
    }

    @Override
    public String unfinished() {
        return LogText.exit() + "\n";
    }

    /** A managed job is the first of a cluster of its own. */
    @Override
    public int idInText(int id) {
        return 1;
    }
}
