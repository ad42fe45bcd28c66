package dev.skydeck.sandbox.skypilot;

import io.vertx.core.json.Json;

/** The sentences around a job's own output in {@code /jobs/logs}, as recorded from 0.14.1. */
final class LogText {
    private static final String DIM = "\u001b[2m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String CYAN = "\u001b[36m";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";

    private LogText() {}

    static String waiting(int job, String control) {
        return payload(
                control,
                "[bold cyan]Waiting for task to start[/]. It may take a few minutes.\n"
                        + "  [dim]View controller logs: sky jobs logs --controller " + job + "[/]");
    }

    static String stop() {
        return payload("rich_stop", "");
    }

    static String exit() {
        return payload("rich_exit", "");
    }

    private static String payload(String control, String text) {
        return "<sky-payload>" + Json.encode("<" + control + ">" + text + "</" + control + ">") + "</sky-payload>\n";
    }

    static String unknown(int job) {
        return "Job " + job + " not found.\n";
    }

    static String alreadyOver(int job, String status) {
        return YELLOW + "Job " + job + " is already in terminal state " + status
                + ". For more details, run: sky jobs logs --controller " + job + PLAIN + "\n";
    }

    static String finished(String status) {
        return PLAIN + GREEN + "✓ Job finished (status: " + status + ")." + PLAIN + PLAIN + "\n";
    }

    static String waitingForResources(int nodes) {
        return DIM + "├── " + PLAIN + DIM + "Waiting for task resources on " + nodes + " node" + (nodes == 1 ? "" : "s")
                + "." + PLAIN;
    }

    static String started() {
        return DIM + "└── " + PLAIN + "Job started. Streaming logs... " + DIM
                + "(Ctrl-C to exit log streaming; job will not be killed)" + PLAIN;
    }

    static String setupLine(int rank, int nodes, String line) {
        return CYAN + "(setup" + (nodes == 1 ? "" : " rank=" + rank) + ")" + PLAIN + " " + line;
    }

    static String runLine(String name, int rank, int nodes, String line) {
        String where = nodes == 1 ? name : (rank == 0 ? "head" : "worker" + rank) + ", rank=" + rank;
        return CYAN + "(" + where + ")" + PLAIN + " " + line;
    }

    static String missing(int job, String status) {
        return RED + "ERROR: Logs for job " + job + " (status: " + status + ") does not exist." + PLAIN + "\n";
    }

    static String setupFailed(int job, String code) {
        return "ERROR: " + RED + "Job " + job + "'s setup failed with return code " + code
                + ". See error logs above for more details." + PLAIN;
    }

    static String runFailed(int job, String code) {
        return "ERROR: " + RED + "Job " + job + " failed with return code list:" + PLAIN + " [" + code + "] ";
    }
}
