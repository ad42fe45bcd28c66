package dev.skydeck.sandbox.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skydeck.sandbox.job.Sighting.Alive;
import dev.skydeck.sandbox.job.Sighting.Exited;
import dev.skydeck.sandbox.job.Sighting.NotTaken;
import dev.skydeck.sandbox.job.Sighting.Vanished;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of one job. Everything here blocks.
 *
 * <pre>
 * record.json  what was launched       attempt-0/taken    made by the wrapper that owns the attempt
 * state.json   where it stands         attempt-0/process  its process id, start time and boot
 * setup.sh     run.sh                  attempt-0/exit     phase and exit code
 *                                      attempt-0/run-0.log, setup-0.log   output of each rank
 * </pre>
 */
public final class JobFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Between taking an attempt and saying which process took it lie a few lines of shell. */
    private static final double TAKEN_WITHOUT_PROCESS_SECONDS = 10;

    private final Path folder;
    private final Path workdir;

    /** @param workdir where its scripts run, next to nothing else of it or in the folder itself */
    JobFolder(Path folder, Path workdir) {
        this.folder = folder;
        this.workdir = workdir;
    }

    /** Writes a new job. Once this returns it survives a power cut. */
    void create(Job job) throws IOException {
        Files.createDirectories(folder);
        Files.createDirectories(workdir);
        writeScript("setup.sh", job.record().task().setup());
        writeScript("run.sh", job.record().task().run());
        write(job.state());
        // Last, since a folder without a record is no job.
        SyncedFile.write(folder.resolve("record.json"), JSON.writeValueAsBytes(job.record()));
        SyncedFile.syncFolder(folder.toAbsolutePath().getParent());
    }

    void write(JobState state) throws IOException {
        // By the interface's type, or Jackson leaves out which state it is.
        SyncedFile.write(
                folder.resolve("state.json"), JSON.writerFor(JobState.class).writeValueAsBytes(state));
    }

    /** Empty where a launch was cut off before its record was written. */
    Optional<Job> read() throws IOException {
        Path record = folder.resolve("record.json");
        if (!Files.exists(record)) {
            return Optional.empty();
        }
        return Optional.of(new Job(
                JSON.readValue(record.toFile(), JobRecord.class),
                JSON.readValue(folder.resolve("state.json").toFile(), JobState.class)));
    }

    Path workdir() {
        return workdir;
    }

    /** The folder of an attempt, made if need be. */
    Path attempt(int attempt) throws IOException {
        return Files.createDirectories(attemptPath(attempt));
    }

    /** Output of one rank in one phase; may not exist. */
    public Path log(int attempt, String phase, int rank) {
        return attemptPath(attempt).resolve(phase + "-" + rank + ".log");
    }

    /** How the last phase of an attempt ended: {@code setup} or {@code run}, and its code; empty while it runs. */
    public Optional<String> ending(int attempt) throws IOException {
        Path exit = attemptPath(attempt).resolve("exit");
        return Files.exists(exit) ? Optional.of(Files.readString(exit).trim()) : Optional.empty();
    }

    /** Takes an attempt and ends it, so that no wrapper can have it. Does nothing where one has it already. */
    void takeAway(int attempt) throws IOException {
        Path path = attempt(attempt);
        try {
            Files.createDirectory(path.resolve("taken"));
        } catch (FileAlreadyExistsException e) {
            return;
        }
        SyncedFile.write(path.resolve("exit"), "cancelled 143".getBytes(StandardCharsets.US_ASCII));
    }

    /** The process that took an attempt, null where none did or it did not say so yet. */
    @Nullable
    ProcessMark process(int attempt) throws IOException {
        try {
            return ProcessMark.parse(Files.readString(attemptPath(attempt).resolve("process")));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    Sighting look(int attempt, double now) throws IOException {
        Path path = attemptPath(attempt);
        if (!Files.exists(path.resolve("taken"))) {
            return new NotTaken();
        }
        double takenAt = Clock.seconds(Files.getLastModifiedTime(path.resolve("taken")));
        // Before the exit file: a process that is gone by now has written it by now.
        ProcessMark process = process(attempt);
        boolean alive = process == null ? now < takenAt + TAKEN_WITHOUT_PROCESS_SECONDS : process.alive();
        Path exit = path.resolve("exit");
        if (Files.exists(exit)) {
            String[] words = Files.readString(exit).trim().split(" ", 2);
            double endedAt = Clock.seconds(Files.getLastModifiedTime(exit));
            return new Exited(takenAt, endedAt, words[0].equals("setup"), Integer.parseInt(words[1]));
        }
        return alive ? new Alive(takenAt, process != null, settingUp(path)) : new Vanished(takenAt);
    }

    private boolean settingUp(Path attempt) {
        return Files.exists(folder.resolve("setup.sh")) && !Files.exists(attempt.resolve("run-0.log"));
    }

    private Path attemptPath(int attempt) {
        return folder.resolve("attempt-" + attempt);
    }

    private void writeScript(String name, @Nullable String text) throws IOException {
        if (text != null) {
            Files.writeString(
                    folder.resolve(name), "cd '" + attemptPath(0).relativize(workdir) + "' || exit 1\n" + text + "\n");
        }
    }
}
