package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.job.JobFolder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the output of one attempt at a job as it grows, line by line. Everything here blocks. */
final class LogReader {
    private static final int MOST_TAIL_LINES = 100_000;

    private final Job job;
    private final JobFolder folder;
    private final int attempt;
    private final int idInText;
    private final List<RankLog> logs = new ArrayList<>();
    private boolean begun;
    private boolean ended;

    LogReader(Job job, JobFolder folder, int idInText) {
        this.idInText = idInText;
        this.job = job;
        this.folder = folder;
        this.attempt = job.state().times().recoveries();
        int nodes = job.record().task().numNodes();
        for (int rank = 0; rank < nodes; rank++) {
            int at = rank;
            logs.add(new RankLog(folder.log(attempt, "setup", rank), line -> LogText.setupLine(at, nodes, line)));
        }
        for (int rank = 0; rank < nodes; rank++) {
            int at = rank;
            String name = job.record().task().name();
            logs.add(new RankLog(folder.log(attempt, "run", rank), line -> LogText.runLine(name, at, nodes, line)));
        }
    }

    /** The last lines of what there is now, or all of the next piece of it where no tail is asked for. */
    List<String> first(@Nullable Integer tail) throws IOException {
        if (tail == null || tail <= 0) {
            return next();
        }
        int most = Math.min(tail, MOST_TAIL_LINES);
        Deque<String> last = new ArrayDeque<>();
        for (List<String> lines = next(); !lines.isEmpty(); lines = next()) {
            last.addAll(lines);
            while (last.size() > most) {
                last.removeFirst();
            }
        }
        return new ArrayList<>(last);
    }

    /** The next lines that are there, of limited size; empty where there are none yet, or no more. */
    List<String> next() throws IOException {
        List<String> lines = new ArrayList<>();
        if (!begun) {
            begun = true;
            lines.add(LogText.waitingForResources(job.record().task().numNodes()));
            lines.add(LogText.started());
        }
        // First whether it is over: what was written until then is in the files that are read after.
        String ending = folder.ending(attempt).orElse(null);
        for (RankLog log : logs) {
            Collection<String> more = log.next(ending != null);
            lines.addAll(more);
            if (!more.isEmpty()) {
                return lines;
            }
        }
        if (ending != null && !ended) {
            ended = true;
            end(ending, lines);
        }
        return lines;
    }

    private void end(String ending, List<String> lines) {
        String[] words = ending.split(" ", 2);
        if (words[0].equals("setup")) {
            lines.add(LogText.setupFailed(idInText, words[1]));
        } else if (words[0].equals("run") && !words[1].equals("0")) {
            lines.add(LogText.runFailed(idInText, words[1]));
        }
    }
}
